// What the type checker cannot say: no clocks and no chance in the pure rooms, no promise left alone, and the house style
// (named exports, no enums, no `export *`).
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const sources = ['src/**/*.ts', 'webview/**/*.ts'];
const pure = ['kernel', 'trace', 'models', 'scenario', 'check', 'explore', 'formats', 'notes', 'protocol'].map(
  (room) => `src/${room}/**/*.ts`,
);
// The rooms whose results are hashed: what they compute must be the same, to the last bit, in every engine.
const hashed = ['kernel', 'trace', 'models', 'scenario', 'formats'].map((room) => `src/${room}/**/*.ts`);

const houseStyle = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals; it needs no code and prints as itself.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that has it.' },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name for one thing everywhere.' },
];
const sameEverywhere = [
  { selector: "BinaryExpression[operator='**']", message: 'May differ in the last bit between engines; multiply.' },
  { selector: "AssignmentExpression[operator='**=']", message: 'May differ in the last bit between engines; multiply.' },
  { selector: "CallExpression[callee.property.name=/^(localeCompare|toLocale.*)$/]", message: 'Depends on the reader’s locale.' },
];

const impureGlobals = ['Date', 'console', 'performance', 'process', 'crypto', 'Intl', 'queueMicrotask', 'setImmediate'].concat(
  ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'globalThis', 'structuredClone', 'fetch', 'document', 'window'],
);
const inexactMath = ['log', 'log2', 'log10', 'log1p', 'exp', 'expm1', 'pow', 'hypot', 'cbrt'].concat(
  ['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
);

export default defineConfig(
  globalIgnores(['dist/', '.cache/', 'node_modules/', 'test-results/']),
  {
    files: ['**/*.{ts,mts}'],
    extends: [tseslint.configs.recommended],
    rules: {
      'no-restricted-syntax': ['error', ...houseStyle],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: [...sources, 'test/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  { files: sources, rules: { 'no-console': 'error' } },
  { files: ['src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: pure,
    rules: {
      'no-restricted-globals': ['error', ...impureGlobals.map((name) => ({ name, message: 'Not in a pure room.' }))],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Draw from the world’s generator.' }],
    },
  },
  {
    files: hashed,
    rules: {
      'no-restricted-syntax': ['error', ...houseStyle, ...sameEverywhere],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Draw from the world’s generator.' },
        ...inexactMath.map((property) => ({
          object: 'Math',
          property,
          message: 'May differ in the last bit between engines; use integer tables or our own.',
        })),
      ],
    },
  },
  {
    // Both extension hosts: what only a worker has is missing in Node.
    files: ['src/host/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', 'self', 'importScripts', 'postMessage', 'location', 'navigator', 'XMLHttpRequest'] },
  },
  { files: ['*.config.mts'], rules: { 'no-restricted-syntax': 'off' } },
);
