import { mount } from '../../ui/mount';
import { DeleteUser } from './delete-user';

void mount(<DeleteUser />);
