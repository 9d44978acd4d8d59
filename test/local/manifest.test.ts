import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from '../../dev/platform/forge/manifest';
import { ROOT } from '../support/site';
import { folder } from '../support/folder';

const text = readFileSync(join(ROOT, 'manifest.yml'), 'utf8');

function read(manifest: string) {
  const root = folder();
  writeFileSync(join(root, 'manifest.yml'), manifest);
  return readManifest(root);
}

it('gives the forms of automation actions a resource of their own', () => {
  const forms = read(text).uiModules.filter(({ type }) => type === 'action');
  expect(forms.map(({ page }) => page)).toEqual(['automation-form/index.html', 'automation-form/index.html']);
});

it('takes a page of a shared resource for modules of Jira only', () => {
  const shared = text.replaceAll('resource: automation-form', 'resource: ui/issue-panel');
  expect(() => read(shared)).toThrow('The manifest has no page ui/issue-panel for a module of action.');
});
