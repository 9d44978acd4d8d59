import { mount } from '../../ui/mount';
import { Panel } from './panel';

void mount(<Panel />);
