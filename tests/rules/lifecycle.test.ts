// The pages about the lifecycle are what the generator makes of the table: a changed table and an unchanged page cannot both stand.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { type Language, lifecycleDiagram, lifecycleFiles, lifecyclePage, withDiagram } from '../../docs/lifecycle.ts'
import { LIFECYCLE, isTerminal } from '../../src/core/incident/lifecycle.ts'
import type { IncidentState } from '../../src/core/incident/types.ts'
import { ACT_WORDS, GUARD_WORDS, NEED_WORDS, STATE_WORDS } from '../../src/core/incident/words.ts'
import { ROOT } from './tree.ts'

test.each([...(await lifecycleFiles())])('%s is up to date (npm run lifecycle)', async (name, made) => {
  expect(await readFile(join(ROOT, name), 'utf8')).toBe(made)
})

describe.each<Language>(['zh', 'en'])('in %s', (lang) => {
  it('the page names every act, state, guard and need', async () => {
    const page = await lifecyclePage(lang)
    for (const words of [ACT_WORDS, STATE_WORDS, GUARD_WORDS, NEED_WORDS])
      for (const [name, text] of Object.entries(words)) expect([name, page.includes(text[lang])]).toEqual([name, true])
    const rows = page.match(/^\|.*→.*$/gm)?.filter((row) => !/从 → 到|from → to/.test(row))
    expect(rows).toHaveLength(LIFECYCLE.length)
  })

  it('the diagram has one arrow between two states, and every end it shows is an end', () => {
    const lines = lifecycleDiagram(lang).split('\n')
    const arrows = lines.flatMap((line) => /^ {2}(\S+) --> (\S+?)(?:: .+)?$/.exec(line)?.slice(1, 3).join(' ') ?? [])
    expect(new Set(arrows).size).toBe(arrows.length)
    const states = (Object.keys(STATE_WORDS) as IncidentState[]).filter((one) => arrows.join(' ').includes(one))
    for (const state of states) expect([state, arrows.includes(`${state} [*]`)]).toEqual([state, isTerminal(state)])
    expect(states.length).toBeGreaterThan(10)
  })
})

it('a README without a place for the diagram is an error, and one with it keeps the rest', () => {
  expect(() => withDiagram('# Yiwang\n', 'en')).toThrow('no place')
  const made = withDiagram('before\n<!-- lifecycle -->\nold\n<!-- /lifecycle -->\nafter\n', 'zh')
  expect(made.startsWith('before\n<!-- lifecycle -->\n\n```mermaid\n')).toBe(true)
  expect(made.endsWith('\n<!-- /lifecycle -->\nafter\n')).toBe(true)
  expect(made).not.toContain('old')
})
