import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';

/** How every page is built. Paths are relative, as Forge needs. @param build where it is built to, and which pages */
export const pages = (build: UserConfig['build'] = {}): UserConfig => ({
  base: './',
  plugins: [react()],
  // Forge's policy allows no data: scripts or styles.
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: true, ...build },
});
