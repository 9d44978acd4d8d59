import { defineConfig } from 'vite';
import { pages } from '../vite.pages.ts';

/** A resource of its own, as the form of the automation actions is: the portal's modules are none of Jira. */
export default defineConfig(pages({ outDir: '../dist/portal-request' }));
