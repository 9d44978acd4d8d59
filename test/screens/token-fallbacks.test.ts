import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/site';

type Table = Readonly<Record<string, string>>;
const table = (name: string) =>
  jest.requireActual<{ default: Table }>(`@atlaskit/tokens/dist/cjs/artifacts/${name}.js`).default;
const tokens = { names: table('token-names'), values: table('token-default-values') };

// The screens are a package of their own (ES modules), of which Jest reads this file alone.
const { withFallbacks } = jest.requireActual<{ withFallbacks: (css: string, given: typeof tokens) => string }>(
  '../../static/vite.tokens',
);

it('gives spacing, type, borders and corners something to fall back on, and leaves colours to the theme', () => {
  expect(withFallbacks('a { gap: var(--ds-space-100); color: var(--ds-text) }', tokens)).toBe(
    'a { gap: var(--ds-space-100, 0.5rem); color: var(--ds-text) }',
  );
  expect(withFallbacks('a { gap: var(--ds-space-100, 8px) }', tokens)).toBe('a { gap: var(--ds-space-100, 8px) }');
});

it('knows every token of a size that the styles use', () => {
  const css = withFallbacks(readFileSync(join(ROOT, 'static/src/ui/screen.css'), 'utf8'), tokens);
  expect(css.match(/var\(--ds-space-\d+, /g)?.length).toBeGreaterThan(20);
  expect(css.match(/var\(--ds-(?:space|radius|font|border-width)[\w-]*\)/g)).toBeNull();
});
