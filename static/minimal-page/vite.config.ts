import { defineConfig } from 'vite';
import { pages } from '../vite.pages.ts';

/** As the screens are built. */
export default defineConfig(pages());
