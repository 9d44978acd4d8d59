/**
 * The least page of the same components that anybody would build: a button, a text field, a spinner and a flag.
 */
import '@atlaskit/css-reset';
import Button from '@atlaskit/button/new';
import Flag from '@atlaskit/flag';
import { setBooleanFeatureFlagResolver } from '@atlaskit/platform-feature-flags';
import Spinner from '@atlaskit/spinner';
import TextField from '@atlaskit/textfield';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

setBooleanFeatureFlagResolver(() => false);

const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <TextField aria-label="Address" />
      <Button appearance="primary">Delete user</Button>
      <Spinner />
      <Flag id="done" icon={null} title="Done" />
    </StrictMode>,
  );
