// Shape of files: size, opening comment, doc comments where others build on it, no test put aside.
import { expect, it } from 'vitest'
import { joined } from './arrows.ts'
import { found, sources, withoutComments } from './tree.ts'

/** The anchors' longest files (1,300–7,100 lines) are all files that people complain about. */
const MOST_LINES = 400

it(`keeps every file within ${MOST_LINES} lines`, () => {
  const long = sources(['src', 'mock', 'tests'], ['.ts', '.vue', '.css', '.mjs'])
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > MOST_LINES)
  expect(long).toEqual([])
})

it('opens every file with what it owns', () => {
  const silent = sources(['src', 'mock', 'tests'], ['.ts', '.vue', '.mjs', '.css'])
    .filter(
      ({ path, text }) =>
        !/^(#![^\n]*\n)?(\/\/|\/\*|<!--|<script[^>]*>\s*\n\s*(\/\/|\/\*)) ?\S/.test(text) &&
        path !== 'src/web/env.d.ts',
    )
    .map(({ path }) => path)
  expect(silent).toEqual([])
})

it('has no compiler or lint rule switched off, and nothing left for later', () => {
  const off = /@ts-(ignore|nocheck|expect-error)|eslint-disable|\b(TODO|FIXME|XXX|HACK)\b/
  const broken = sources(['src', 'mock', 'tests'], ['.ts', '.vue', '.mjs', '.css']).flatMap((source) =>
    source.path.startsWith('tests/rules/') ? [] : found(source, off),
  )
  expect(broken).toEqual([])
})

it('runs every test: none skipped, none singled out', () => {
  // `skipIf` and `runIf` with a reason stay: data that is not there, a machine that cannot.
  const aside = /\b(it|test|describe|suite)(\.\w+)*\.(skip|only|todo|fails)\b|\bx(it|describe)\(/
  expect(aside.test("it.skip('x')")).toBe(true)
  expect(aside.test("describe.each(a).only('x')") || aside.test("test.concurrent.only('x')")).toBe(true)
  const broken = sources(['tests'], ['.ts']).flatMap((source) =>
    source.path === 'tests/rules/shape.test.ts' ? [] : found({ ...source, text: withoutComments(source.text) }, aside),
  )
  expect(broken).toEqual([])
})

const NAMED = /import\s+(?:type\s+)?\{([^}]*)\}\s*from\s*'(\.[^']+)'/g

/** `path name` of everything that some other folder imports by name: what is built on from outside. */
function importedFromElsewhere(): ReadonlySet<string> {
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))
  const used = sources(['src', 'mock'], ['.ts', '.vue']).flatMap(({ path, text }) =>
    [...text.matchAll(NAMED)].flatMap(([, names = '', specifier = '']) => {
      const target = joined(path, specifier)
      if (folderOf(target) === folderOf(path)) return []
      return names.split(',').map(
        (name) =>
          `${target} ${name
            .trim()
            .replace(/^type /, '')
            .replace(/ as .*/, '')}`,
      )
    }),
  )
  return new Set(used)
}

it('documents what core, wire and feeds export to other rooms to be called', () => {
  const callable = /^export (?:async )?(?:function\*? (\w+)|class (\w+)|const (\w+)[^=]*= (?:async )?(?:<[^=]*>)?\()/
  const used = importedFromElsewhere()
  expect(used).toContain('src/core/alarm/step.ts stepAlarm')
  const broken = sources(['src/core', 'src/wire', 'src/feeds'], ['.ts']).flatMap(({ path, text }) => {
    const lines = text.split('\n')
    return lines.flatMap((line, i) => {
      const name = callable.exec(line)?.slice(1).find(Boolean)
      if (name === undefined || !used.has(`${path} ${name}`)) return []
      return lines[i - 1]?.trimEnd().endsWith('*/') ? [] : [`${path}:${i + 1} ${name}`]
    })
  })
  expect(broken).toEqual([])
})
