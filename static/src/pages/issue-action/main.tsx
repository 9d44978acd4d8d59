import { view } from '@forge/bridge';
import { mount } from '../../ui/mount';
import { DeleteUser } from './delete-user';

void mount(
  <main className="screen in-modal">
    <DeleteUser onClose={() => void view.close()} />
  </main>,
);
