import { mount } from '../../ui/mount';
import { Erasures } from './erasures';

void mount(<Erasures />);
