import '@atlaskit/css-reset';
import './screen.css';
import { setBooleanFeatureFlagResolver } from '@atlaskit/platform-feature-flags';
import { view } from '@forge/bridge';
import { type ReactElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

// Outside of Atlassian's own pages nobody answers for the components' experiments: all of them are off.
setBooleanFeatureFlagResolver(() => false);

/** Shows a page in Jira's own theme. It asks for what it shows while the theme is on its way, and is seen with it. */
export async function mount(page: ReactElement): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) return;
  root.classList.add('unthemed');
  createRoot(root).render(<StrictMode>{page}</StrictMode>);
  await view.theme.enable().catch(() => undefined);
  root.classList.remove('unthemed');
}
