// What the browser has to fetch, gzipped, against budget.json. Measures dist/web when it is built, and says so when it is not.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import budget from './budget.json' with { type: 'json' }

const DIST = fileURLToPath(new URL('../../dist/web/', import.meta.url))
const built = existsSync(`${DIST}index.html`)

/** 1 kB is 1000 bytes, as transferred. */
const kB = (paths: readonly string[]): number =>
  Math.round(paths.reduce((sum, path) => sum + gzipSync(readFileSync(DIST + path)).length, 0) / 100) / 10

/** Scripts of a chunk, whatever their hash. A name that fits none is a mistake of budget.json. */
function chunk(name: string): string[] {
  const found = readdirSync(`${DIST}assets`).filter((f) => f.startsWith(`${name}-`) && /\.m?js$/.test(f))
  expect(found, `files of ${name}`).not.toEqual([])
  return found.map((f) => `assets/${f}`)
}

/** What index.html itself asks for before any screen is chosen. */
const entry = (): string[] =>
  [...readFileSync(`${DIST}index.html`, 'utf8').matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(
    (m) => m[1] ?? '',
  )

describe.skipIf(!built)(built ? 'size of the web application' : 'size: dist/web is not built (npm run build)', () => {
  it.each(Object.entries(budget))('%s stays within its budget', (_, limit) => {
    const paths = 'files' in limit ? limit.files.flatMap(chunk) : entry()
    expect(kB(paths)).toBeLessThanOrEqual(limit.kB)
    // A budget far above the figure watches nothing.
    expect(kB(paths)).toBeGreaterThan(limit.kB / 2)
  })
})
