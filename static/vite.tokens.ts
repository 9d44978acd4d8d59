/**
 * Spacing, type, borders and corners that hold where the platform does not hand their tokens to a page: each use in the
 * styles gets the token's own value to fall back on. Colours come with the theme.
 */
import type { Plugin } from 'vite';

/** Atlaskit's tables: what a token is called in styles, and what it is. */
export interface Tokens {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
}

const HELD = /^(?:space|radius|font|border\.width)\b/;

/** Styles whose tokens have something to fall back on. */
export function withFallbacks(css: string, { names, values }: Tokens): string {
  const fallbacks = new Map(
    Object.entries(names)
      .filter(([token]) => HELD.test(token))
      .map(([token, name]) => [name, values[token]]),
  );
  return css.replace(/var\((--ds-[\w-]+)\)/g, (use, name: string) => {
    const value = fallbacks.get(name);
    return value === undefined ? use : `var(${name}, ${value})`;
  });
}

export const tokenFallbacks = (tokens: Tokens): Plugin => ({
  name: 'token-fallbacks',
  enforce: 'pre',
  transform: (code, id) => (/\/static\/src\/.*\.css$/.test(id) ? withFallbacks(code, tokens) : null),
});
