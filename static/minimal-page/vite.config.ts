import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** As the screens are built. */
export default defineConfig({
  base: './',
  plugins: [react()],
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: true },
});
