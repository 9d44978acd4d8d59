import { defineConfig } from 'vite';
import { pages } from '../vite.pages.ts';

/** A resource of its own: pages that share one are supported for modules of Jira, and Automation's are none. */
export default defineConfig(pages({ outDir: '../dist/automation-form' }));
