// Tokens: contrast by WCAG, the four hues kept apart, and raw colours nowhere else.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const web = join(import.meta.dirname, '../../../src/web')
const css = readFileSync(join(web, 'ui/tokens.css'), 'utf8')

function tokens(selector: RegExp): Record<string, string> {
  const found: Record<string, string> = {}
  for (const block of css.matchAll(/([^{}]+)\{([^}]*)\}/g))
    if (selector.test(block[1] ?? ''))
      for (const line of (block[2] ?? '').matchAll(/--([a-z0-9-]+):\s*([^;]+);/g)) found[line[1] ?? ''] = line[2] ?? ''
  return found
}
const themes = { dark: tokens(/'dark'/), light: tokens(/'light'/) }
const aqi = tokens(/:root\s*$/)

function luminance(hex: string): number {
  const channel = (i: number): number => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
function contrast(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) throw new Error('no such token')
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number]
  return (x + 0.05) / (y + 0.05)
}

describe.each(Object.entries(themes))('%s', (_name, t) => {
  const grounds = ['ground', 'panel', 'raised'] as const
  it.each(['text', 'text-2', 'text-3', 'interactive', 'level-1-text', 'level-2-text', 'level-3-text', 'level-4-text'])(
    '%s is readable on every ground (4.5:1)',
    (name) => {
      for (const ground of grounds) expect(contrast(t[name], t[ground]), ground).toBeGreaterThanOrEqual(4.5)
    },
  )
  it('text stays readable on a selected row and on the band of stale things', () => {
    expect(contrast(t['text'], t['selected'])).toBeGreaterThanOrEqual(4.5)
    expect(contrast(t['interactive'], t['selected'])).toBeGreaterThanOrEqual(4.5)
  })
  it.each([1, 2, 3, 4])('level %i stands out as a shape (3:1) and carries its own text (4.5:1)', (n) => {
    for (const ground of [...grounds, 'map-land', 'map-water'])
      expect(contrast(t[`level-${n}`], t[ground]), ground).toBeGreaterThanOrEqual(3)
    expect(contrast(t[`on-level-${n}`], t[`level-${n}`])).toBeGreaterThanOrEqual(4.5)
  })
  it('the pressed button carries its text; lines of charts stand out', () => {
    expect(contrast(t['on-interactive'], t['interactive'])).toBeGreaterThanOrEqual(4.5)
    for (const name of ['series', 'series-2', 'series-3', 'series-4', 'series-5', 'calm-mark'])
      expect(contrast(t[name], t['panel'])).toBeGreaterThanOrEqual(3)
    expect(contrast(t['map-label'], t['map-land'])).toBeGreaterThanOrEqual(4.5)
  })
  it('the hues of the levels are used for nothing else', () => {
    const hues = [1, 2, 3, 4].map((n) => t[`level-${n}`])
    for (const [name, value] of Object.entries(t))
      if (!name.startsWith('level-')) expect(hues.includes(value), name).toBe(false)
  })
})

describe('AQI classes', () => {
  it.each([1, 2, 3, 4, 5, 6])('class %i carries its text', (n) => {
    expect(contrast(aqi[`on-aqi-${n}`], aqi[`aqi-${n}`])).toBeGreaterThanOrEqual(4.5)
  })
})

it('raw colours are in tokens.css and nowhere else', () => {
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(vue|ts|css)$/.test(f))
  const guilty = files.filter((f) => {
    if (f.endsWith('tokens.css')) return false
    const text = readFileSync(join(web, f), 'utf8')
    return /#[0-9a-fA-F]{3,8}\b(?!')|\brgba?\(|\bhsla?\(/.test(
      text.replace(/https?:\/\/\S+/g, '').replace(/#\d+@/g, ''),
    )
  })
  expect(guilty).toEqual([])
})
