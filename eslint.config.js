const { builtinModules } = require('node:module');
const js = require('@eslint/js');
const ts = require('typescript-eslint');

/** Built-in modules are imported under one name, `node:fs`, so that they are seen for what they are. */
const bareBuiltins = builtinModules.filter(name => !name.startsWith('_') && !name.startsWith('node:'));

module.exports = ts.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      'coverage/',
      'cdk.out/',
      '**/cdk.out/',
      'lib/**/*.js',
      'lib/**/*.d.ts',
      '**/*.generated.ts',
      'cli/templates/', // a project of its own, type-checked where it is begun
    ],
  },
  js.configs.recommended,
  ts.configs.recommended,
  ts.configs.stylistic,
  {
    rules: {
      curly: ['error', 'all'],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-restricted-imports': [
        'error',
        { paths: bareBuiltins.map(name => ({ name, message: `Write node:${name}.` })) },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.dev.json', 'cli/tsconfig.dev.json', 'simulator/tsconfig.dev.json'],
        tsconfigRootDir: __dirname,
      },
    },
    rules: { '@typescript-eslint/no-floating-promises': 'error' },
  },
  { files: ['bench/peers/sides/**'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/test/**', 'test-repository/**'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  {
    files: ['*.config.js', '**/*.cjs'],
    languageOptions: {
      globals: {
        module: 'writable',
        exports: 'writable',
        require: 'readonly',
        process: 'readonly',
        __dirname: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
