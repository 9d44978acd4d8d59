import { defineConfig } from 'vite';
import { pages } from './vite.pages.ts';

/** One page for each module of Jira; what pages share is split off by the bundler. */
export default defineConfig(
  pages({
    outDir: 'dist/ui',
    rolldownOptions: { input: ['issue-action.html', 'issue-panel.html', 'admin.html', 'erasures.html'] },
  }),
);
