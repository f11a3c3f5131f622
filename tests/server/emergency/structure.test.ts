// That a drill cannot reach outside is a matter of what its code can get hold of, not of a condition: its imports are walked.
import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { drillReach } from '../../../src/server/emergency/drillReach.ts'

/** Files that a file can run: its imports of values, and theirs. Types vanish when it runs. */
function runs(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const source = readFileSync(file, 'utf8')
  for (const [, what = '', from = ''] of source.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from '(\.[^']+)'/gms))
    if (what === '') runs(resolve(dirname(file), from), seen)
  return seen
}

it('the code of a drill’s reach leads to no sender, no case, no rule and no network', () => {
  const files = [...runs(resolve('src/server/emergency/drillReach.ts'))].map((file) => relative('src', file))
  expect(files).toContain('server/emergency/reaching.ts')
  expect(files.filter((file) => file.startsWith('server/') && !file.startsWith('server/emergency/'))).toEqual([])
  expect(files).not.toContain(join('server', 'emergency', 'realReach.ts'))
  for (const file of files) expect(readFileSync(join('src', file), 'utf8')).not.toMatch(/from 'node:|fetch\(/)
  // The one way out it is given is the first argument; the other one is words.
  expect(drillReach.length).toBe(2)
})

it('the walk sees what the reach of a real one leads to', () => {
  const files = [...runs(resolve('src/server/emergency/realReach.ts'))].map((file) => relative('src', file))
  expect(files).toContain('server/problems.ts')
})
