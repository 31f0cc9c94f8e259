const js = require('@eslint/js');
const ts = require('typescript-eslint');

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
      'lib/**/*.generated.ts',
    ],
  },
  js.configs.recommended,
  ts.configs.recommended,
  ts.configs.stylistic,
  {
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/test/**'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  {
    files: ['*.config.js'],
    languageOptions: { globals: { module: 'writable', require: 'readonly', __dirname: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
