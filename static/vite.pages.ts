import { createRequire } from 'node:module';
import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';
import { tokenFallbacks } from './vite.tokens.ts';

const load = createRequire(import.meta.url);
const table = (name: string) =>
  (load(`@atlaskit/tokens/dist/cjs/artifacts/${name}.js`) as { default: Readonly<Record<string, string>> }).default;

/** How every page is built. Paths are relative, as Forge needs. @param build where it is built to, and which pages */
export const pages = (build: UserConfig['build'] = {}): UserConfig => ({
  base: './',
  plugins: [tokenFallbacks({ names: table('token-names'), values: table('token-default-values') }), react()],
  // Forge's policy allows no data: scripts or styles.
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: true, ...build },
});
