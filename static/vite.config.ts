import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** One page for each Forge module; what pages share is split off by the bundler. Paths are relative, as Forge needs. */
export default defineConfig({
  base: './',
  plugins: [react()],
  build: {
    // Forge's policy allows no data: scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['issue-action.html', 'issue-panel.html', 'admin.html', 'erasures.html', 'automation-action.html'],
    },
  },
});
