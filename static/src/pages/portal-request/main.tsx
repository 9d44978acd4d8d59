import { mount } from '../../ui/mount';
import { PortalRequest } from './portal-request';

void mount(<PortalRequest />);
