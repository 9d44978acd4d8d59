import { mount } from '../../ui/mount';
import { Admin } from './admin';

void mount(<Admin />);
