/**
 * Serves the app's Custom UI on an origin of its own, under the content security policy that Forge sends.
 */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { CSPInjectionService } from '@forge/csp';
import { send } from '../http';

const TYPES: Record<string, string> = {
  '.html': 'text/html;charset=UTF-8',
  '.js': 'text/javascript;charset=UTF-8',
  '.css': 'text/css;charset=UTF-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

const THEMES = ['light', 'dark', 'spacing', 'typography', 'shape', 'motion'];
const load = createRequire(__filename);

/** The tokens that Jira gives to pages which enable theming. */
const tokens = (): string =>
  THEMES.map((name) => {
    const theme = load(`@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-${name}.js`) as { default: string };
    return theme.default;
  }).join('\n');

/** Forge's own policy, with the local product as the page that may frame it. */
function policy(productOrigin: string): string {
  const directives = new CSPInjectionService().getInjectableCSP({
    existingCSPDetails: {} as never,
    microsEnv: 'prod',
    hostname: productOrigin,
  });
  return directives
    .map((directive) => directive.trim())
    .filter((directive) => !directive.startsWith('report-uri') && !directive.startsWith('sandbox'))
    .map((directive) => (directive.startsWith('frame-ancestors') ? `frame-ancestors ${productOrigin}` : directive))
    .join('; ');
}

export class CustomUi {
  private readonly tokens = tokens();
  private readonly bridge: string;

  constructor(
    private readonly resources: ReadonlyMap<string, string>,
    root: string,
    private readonly productOrigin: () => string,
  ) {
    this.bridge = readFileSync(join(root, 'dev/platform/forge/assets/bridge.js'), 'utf8');
  }

  /** Answers a request for `/ui/…`; false where it is for something else. */
  answer(path: string, response: ServerResponse): boolean {
    const common = {
      'content-security-policy': policy(this.productOrigin()),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    };
    if (path === '/forge/bridge.js')
      send(response, 200, { ...common, 'content-type': TYPES['.js'] ?? '' }, this.bridge);
    else if (path === '/forge/tokens.css')
      send(response, 200, { ...common, 'content-type': TYPES['.css'] ?? '' }, this.tokens);
    else if (path.startsWith('/ui/')) {
      // The names of these change with what is in them, as on Atlassian's own servers.
      const isNamedByContent = path.includes('/assets/');
      const kept = isNamedByContent ? { ...common, 'cache-control': 'public, max-age=31536000, immutable' } : common;
      this.file(normalize(path.slice('/ui/'.length)), kept, response);
    } else return false;
    return true;
  }

  private file(name: string, headers: Record<string, string>, response: ServerResponse): void {
    const type = TYPES[extname(name)];
    const [key = '', ...path] = name.split('/');
    const folder = this.resources.get(key);
    try {
      if (folder === undefined || type === undefined) throw new Error('not served');
      const content = readFileSync(join(folder, ...path));
      const injected = '<script src="/forge/bridge.js"></script><link rel="stylesheet" href="/forge/tokens.css">';
      const body = name.endsWith('.html') ? content.toString('utf8').replace('<head>', `<head>${injected}`) : content;
      send(response, 200, { ...headers, 'content-type': type }, body);
    } catch {
      send(response, 404, headers, 'There is no such file.');
    }
  }
}
