// What the browser has to fetch, gzipped, against budget.json. Measures dist/web when it is built, and says so when it is not.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import budget from './budget.json' with { type: 'json' }

const DIST = fileURLToPath(new URL('../../dist/web/', import.meta.url))
const MANIFEST = `${DIST}.vite/manifest.json`
const built = existsSync(`${DIST}index.html`) && existsSync(MANIFEST)

/** 1 kB is 1000 bytes, as transferred. */
const kB = (paths: readonly string[]): number =>
  Math.round(paths.reduce((sum, path) => sum + gzipSync(readFileSync(DIST + path)).length, 0) / 100) / 10

interface ManifestChunk {
  readonly file: string
  readonly name?: string
  readonly src?: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}
const manifest = (): Record<string, ManifestChunk> =>
  JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, ManifestChunk>

/** Scripts of a chunk. A name that fits none is a mistake of budget.json. */
function chunk(name: string): string[] {
  const found = Object.entries(manifest()).flatMap(([key, one]) =>
    (one.name === name || key.endsWith(`/${name}.mjs`)) && /\.m?js$/.test(one.file) ? [one.file] : [],
  )
  expect(found, `files of ${name}`).not.toEqual([])
  return found
}

/** Scripts and styles of these sources and of everything they import before they run; what they fetch later is not counted. */
function closure(sources: readonly string[]): string[] {
  const all = manifest()
  const files = new Set<string>()
  const seen = new Set<string>()
  const take = (key: string): void => {
    if (seen.has(key)) return
    seen.add(key)
    const one = all[key]
    expect(one, `${key} in the manifest of the build`).toBeDefined()
    if (one === undefined) return
    files.add(one.file)
    for (const css of one.css ?? []) files.add(css)
    one.imports?.forEach(take)
  }
  sources.forEach(take)
  return [...files]
}

/** What files are called in the manifest: names are no part of their addresses. */
const namesOf = (files: readonly string[]): string[] =>
  Object.values(manifest()).flatMap(({ file, name }) => (name !== undefined && files.includes(file) ? [name] : []))

type Limit = (typeof budget)[keyof typeof budget]
const filesOf = (limit: Limit): string[] =>
  'closure' in limit ? closure(limit.closure) : 'files' in limit ? limit.files.flatMap(chunk) : closure(['index.html'])

describe.skipIf(!built)(
  built ? 'size of the web application' : 'size: dist/web is not built (npm start builds it)',
  () => {
    it.each(Object.entries(budget) as [string, Limit][])('%s stays within its budget', (_, limit) => {
      const size = kB(filesOf(limit))
      expect(size).toBeLessThanOrEqual(limit.kB)
      // A budget far above the figure watches nothing.
      expect(size).toBeGreaterThan(limit.kB / 2)
    })

    it('the list of a department’s orders waits for neither the live link nor the forms nor the database', () => {
      const names = namesOf(closure(budget.departmentPhone.closure))
      expect(names).toContain('DepartmentView')
      expect(names.join(' ')).not.toMatch(/mqtt|ActPanel|OrderDetail|DialogBox|\boutbox\b|SigninView/)
    })

    it('the service worker has the department’s page ready, and nothing of the map or the charts', () => {
      const worker = readFileSync(`${DIST}sw.js`, 'utf8')
      for (const file of closure(budget.departmentPhone.closure)) expect(worker).toContain(`/${file}`)
      const names = namesOf(
        Object.values(manifest()).flatMap(({ file }) => (worker.includes(`/${file}`) ? [file] : [])),
      )
      expect(names).toContain('OrderDetail')
      expect(names.join(' ')).toMatch(/mqtt/)
      expect(names.join(' ')).not.toMatch(/maplibre|cityMap|echarts|WallView|DutyView/)
    })
  },
)
