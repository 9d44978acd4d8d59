import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['reports/**', '**/dist/**', '**/node_modules/**', 'coverage/**'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        // One program for all: each file is read once.
        project: 'tsconfig.eslint.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // Braces around a callback that returns nothing say no more than the callback does.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      // `{ left, ...rest }` is how a property is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // Index signatures are read by name on purpose: the compiler asks for brackets there.
      '@typescript-eslint/dot-notation': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  { files: ['src/forge/log.ts', 'dev/platform/forge/worker.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        ...{ module: 'writable', require: 'readonly', console: 'readonly', process: 'readonly' },
        ...{ __dirname: 'readonly', describe: 'readonly' },
      },
    },
  },
  {
    files: ['dev/**/assets/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        'window document location parent addEventListener confirm fetch setTimeout setInterval CSS DOMParser FormData ResizeObserver URL'
          .split(' ')
          .map((name) => [name, 'readonly']),
      ),
    },
  },
);
