import { mount } from '../../ui/mount';
import { ActionForm } from './action-form';

void mount(<ActionForm />);
