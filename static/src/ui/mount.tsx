import '@atlaskit/css-reset';
import './screen.css';
import { setBooleanFeatureFlagResolver } from '@atlaskit/platform-feature-flags';
import { view } from '@forge/bridge';
import { type ReactElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

// Outside of Atlassian's own pages nobody answers for the components' experiments: all of them are off.
setBooleanFeatureFlagResolver(() => false);

/** Shows a page in Jira's own theme. */
export async function mount(page: ReactElement): Promise<void> {
  await view.theme.enable().catch(() => undefined);
  const root = document.getElementById('root');
  if (root !== null) createRoot(root).render(<StrictMode>{page}</StrictMode>);
}
