// The version that screens are told: another build of the same hub is another.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { servedVersion } from '../../src/server/build.ts'
import { WallSaysSchema } from '../../src/wire/walls.ts'

const folder = mkdtempSync(join(tmpdir(), 'yiwang-build-'))
afterAll(() => rmSync(folder, { recursive: true }))
const build = (html: string): string => {
  writeFileSync(join(folder, 'index.html'), html)
  return servedVersion('1.2.3', folder)
}

it('is the plain one where nothing is served', () =>
  expect(servedVersion('1.2.3', join(folder, 'nothing'))).toBe('1.2.3'))

it('names the page that is served: the same again, another for another build, and a wall can say it', () => {
  const first = build('<script src="/assets/index-a.js">')
  expect(first).toMatch(/^1\.2\.3\+[0-9a-f]{8}$/)
  expect(build('<script src="/assets/index-b.js">')).not.toBe(first)
  expect(build('<script src="/assets/index-a.js">')).toBe(first)
  expect(Value.Check(WallSaysSchema.properties.version, first)).toBe(true)
})
