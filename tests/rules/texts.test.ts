// Texts with one home (topics, paths, colours), and core's purity, read from the sources.
import { describe, expect, it, test } from 'vitest'
import { misplaced } from './literals.ts'
import { found, sources, withoutComments } from './tree.ts'

const QUOTED = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g
const quotedIn = (text: string): string[] =>
  [...withoutComments(text).matchAll(QUOTED)].map(([, a, b, c]) => a ?? b ?? c ?? '')

describe('the table', () => {
  test.each([
    ['src/server/hub.ts', 'yiwang/v1/view/incidents', 'topic'],
    ['mock/main.ts', 'yiwang/v1/#', 'topic'],
    ['src/wire/topics.ts', 'yiwang/v1', undefined],
    ['src/web/api/city.ts', '/api/city', 'path'],
    ['mock/staff.ts', '/api/session', 'path'],
    ['src/server/http/routes/photos.ts', '/api/photos/:id', undefined],
    ['src/web/map/colours.ts', '#1a2b3c', 'colour'],
    ['src/web/map/colours.ts', 'rgb(1 2 3)', 'colour'],
    ['src/web/ui/tokens.css', '#1a2b3c', undefined],
    ['src/web/map/colours.ts', 'map-ground', undefined],
    ['src/server/reads/trace.ts', 'YZ-20261013-000001#12', undefined],
  ])('%s «%s»: %s', (path, text, name) => {
    expect(misplaced(path, text)?.name).toBe(name)
  })
})

it('spells hub topics, HTTP paths and colours at home only', () => {
  const broken = sources(['src', 'mock'], ['.ts', '.mjs', '.vue']).flatMap(({ path, text }) =>
    quotedIn(text).flatMap((quoted) => {
      const kept = misplaced(path, quoted)
      return kept === undefined ? [] : [`${path} «${quoted}»: ${kept.why}`]
    }),
  )
  expect(broken).toEqual([])
})

it('takes colours of styles from tokens', () => {
  const styles = sources(['src', 'public'], ['.css', '.vue']).map(({ path, text }) => ({
    path,
    text: withoutComments(path.endsWith('.vue') ? (text.match(/<style[\s\S]*<\/style>/)?.[0] ?? '') : text),
  }))
  expect(styles.length).toBeGreaterThan(0)
  const broken = styles.flatMap(({ path, text }) =>
    text
      .split('\n')
      .filter((line) => misplaced(path, line)?.name === 'colour')
      .map((line) => `${path} ${line.trim()}`),
  )
  expect(broken).toEqual([])
})

it('keeps core without clock, chance, timers and I/O', () => {
  const impure =
    /\bDate\.now\b|\bnew Date\(\s*\)|(?<![\w.])Date\(|\bMath\.random\b|\bprocess\.|\bset(Timeout|Interval|Immediate)\b|\bfetch\(|\bperformance\b|\bcrypto\b|\bimport\(/
  expect(impure.test('const now = Date.now()')).toBe(true)
  const core = sources(['src/core'], ['.ts'])
  expect(core.length).toBeGreaterThan(20)
  const broken = core.flatMap(({ path, text }) =>
    found(
      { path, text: withoutComments(text).replaceAll('new Date(', 'date(').replaceAll('date()', 'new Date()') },
      impure,
    ),
  )
  expect(broken).toEqual([])
})
