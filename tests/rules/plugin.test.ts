// The lint rules of our own, run by ESLint itself: that the configuration really asks them of every room.
import { ESLint } from 'eslint'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from './tree.ts'

const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => !TYPED.has(ruleId),
})

/** Need a program of the whole repository; they are the lint run's own business. */
const TYPED: ReadonlySet<string> = new Set(
  ['no-floating-promises', 'no-misused-promises', 'await-thenable', 'switch-exhaustiveness-check'].map(
    (rule) => `@typescript-eslint/${rule}`,
  ),
)

async function rulesBrokenBy(path: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: join(ROOT, path) })
  return [...new Set(result?.messages.map((m) => m.ruleId))].sort()
}

describe('lint', () => {
  test.each([
    ['src/core/x.ts', "import '../wire/views.ts'\n", 'yiwang/arrows'],
    [
      'src/web/ui/X.vue',
      '<script setup lang="ts">\nimport \'../../server/hub.ts\'\n</script>\n<template><p /></template>\n',
      'yiwang/arrows',
    ],
    ['src/web/features/duty/x.ts', "export const load = () => import('../wall/useWall.ts')\n", 'yiwang/arrows'],
    ['src/server/x.ts', "export const topic = 'yiwang/v1/view/alarms'\n", 'yiwang/literals'],
    ['src/web/api/x.ts', 'export const path = (id: string) => `/api/incidents/${id}`\n', 'yiwang/literals'],
    ['src/web/charts/x.ts', "export const red = '#f00'\n", 'yiwang/literals'],
    ['src/core/x.ts', 'export const now = () => Date.now()\n', 'no-restricted-properties'],
    ['src/core/x.ts', 'export const now = () => new Date()\n', 'no-restricted-syntax'],
    ['src/core/x.ts', 'export const die = () => Math.random()\n', 'no-restricted-properties'],
    ['src/core/x.ts', 'export const later = (f: () => void) => setTimeout(f, 1)\n', 'no-restricted-globals'],
    ['src/core/x.ts', 'export const env = process.env\n', 'no-restricted-globals'],
    ['src/server/x.ts', 'export default 1\n', 'no-restricted-syntax'],
    ['src/server/x.ts', 'export const f = (x: any) => x\n', '@typescript-eslint/no-explicit-any'],
    [
      'src/server/x.ts',
      "import { Text } from '../core/text.ts'\nexport type T = Text\n",
      '@typescript-eslint/consistent-type-imports',
    ],
    ['src/server/x.ts', '// eslint-disable-next-line no-var\nexport var x = 1\n', 'no-var'],
  ])('%s %j → %s', async (path, code, rule) => {
    expect(await rulesBrokenBy(path, code)).toContain(rule)
  })

  test('lets lawful code pass', async () => {
    expect(
      await rulesBrokenBy(
        'src/core/x.ts',
        "import type { Text } from './text.ts'\nexport const at = (ms: number, t: Text) => [new Date(ms), t]\n",
      ),
    ).toEqual([])
  })
})
