// What lint holds. Tables of our own rules are in tests/rules; what lint cannot say simply is a test there. Layout is Prettier's.
import type { Linter } from 'eslint'
import { defineConfig, globalIgnores } from 'eslint/config'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import { plugin as yiwang } from './tests/rules/plugin.ts'

/** Core is a function of its arguments: time, chance and the outside world come in as values. */
const PURE: Linter.RulesRecord = {
  'no-restricted-globals': [
    'error',
    ...['process', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'performance', 'crypto'].map(
      (name) => ({ name, message: 'Core does no I/O and reads no clock.' }),
    ),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'Time is an argument.' },
    { object: 'Math', property: 'random', message: 'Core has no randomness.' },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an argument.' },
    { selector: 'CallExpression[callee.name="Date"]', message: 'Time is an argument.' },
    { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  ],
}

export default defineConfig(
  globalIgnores(['dist/', 'public/', 'coverage/', 'test-results/', 'playwright-report/', '.data*/']),
  {
    linterOptions: { noInlineConfig: true },
    plugins: { yiwang },
    rules: { 'yiwang/arrows': 'error', 'yiwang/literals': 'error' },
  },
  ...tseslint.configs.recommended,
  // Its rules read every expression: they are asked where components and what they share are.
  ...vue.configs['flat/recommended'].map((config) => ({ files: ['src/web/**/*.{ts,vue}'], ...config })),
  { name: 'layout is prettier’s', rules: vue.configs['no-layout-rules'].rules ?? {} },
  {
    name: 'every source',
    files: ['**/*.{ts,vue}'],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
    },
  },
  {
    name: 'with types',
    files: ['src/**/*.ts', 'mock/**/*.ts', 'tests/**/*.ts', 'docs/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    name: 'components',
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/no-empty-component-block': 'error',
      'vue/no-undef-components': ['error', { ignorePatterns: ['^Router(View|Link)$', '^router-(view|link)$'] }],
      'vue/no-unused-refs': 'error',
      // An optional prop without a default is undefined, and its type says so.
      'vue/require-default-prop': 'off',
      'vue/prefer-true-attribute-shorthand': 'error',
    },
  },
  {
    name: 'named exports',
    files: ['src/**/*.ts', 'mock/**/*.ts'],
    ignores: ['src/web/env.d.ts'],
    rules: {
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }],
    },
  },
  { name: 'core is pure', files: ['src/core/**/*.ts'], rules: PURE },
  {
    name: 'what speaks to a terminal',
    files: [
      'src/server/main.ts',
      'src/server/build.ts',
      'mock/main.ts',
      'mock/replay.ts',
      'tests/walk/walk.ts',
      'tests/bench/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'holders of a test are not components of the house',
    files: ['tests/**/*.ts'],
    rules: { 'vue/one-component-per-file': 'off' },
  },
)
