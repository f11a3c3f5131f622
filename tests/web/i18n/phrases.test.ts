// @vitest-environment happy-dom
// Both languages say the same things: the same keys, the same places to fill, and nothing vue-i18n would read as syntax.
import { describe, expect, it } from 'vitest'
import { phrases as en } from '../../../src/web/i18n/en.ts'
import { clockTime, cityDate, figure, percent, span, unitText } from '../../../src/web/i18n/format.ts'
import { locale, type Phrases } from '../../../src/web/i18n/i18n.ts'
import { phrases as zh } from '../../../src/web/i18n/zh.ts'

function flat(phrases: Phrases, prefix = ''): Map<string, string> {
  const all = new Map<string, string>()
  for (const [key, value] of Object.entries(phrases))
    if (typeof value === 'string') all.set(`${prefix}${key}`, value)
    else for (const [k, v] of flat(value, `${prefix}${key}.`)) all.set(k, v)
  return all
}
/** Each once: English says singular and plural, Chinese only one form. */
const places = (s: string): string[] => [...new Set([...s.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? ''))].sort()
const inZh = flat(zh)
const inEn = flat(en)

describe('phrases', () => {
  it('are complete in both languages', () => {
    expect(inZh.size).toBeGreaterThan(100)
    expect([...inZh.keys()].filter((k) => !inEn.has(k))).toEqual([])
    expect([...inEn.keys()].filter((k) => !inZh.has(k))).toEqual([])
  })
  it('have the same places to fill', () => {
    const differing = [...inZh].filter(([k, v]) => String(places(v)) !== String(places(inEn.get(k) ?? '')))
    expect(differing.map(([k]) => k)).toEqual([])
  })
  it('contain no linked-message syntax by accident', () => {
    expect([...inZh, ...inEn].filter(([, v]) => v.includes('@')).map(([k]) => k)).toEqual([])
  })
})

describe('figures and times', () => {
  it('tells spans in two units', () => {
    locale.value = 'zh'
    expect(span(80 * 60_000)).toBe('1 时 20 分')
    expect(span(45_000)).toBe('45 秒')
    expect(span(-3 * 60_000)).toBe('3 分')
    expect(span(26 * 3_600_000)).toBe('1 天 2 时')
    expect(span(48 * 3_600_000)).toBe('2 天')
    locale.value = 'en'
    expect(span(80 * 60_000)).toBe('1 h 20 min')
    locale.value = 'zh'
  })
  it('shows city time wherever the screen stands', () => {
    const at = Date.UTC(2026, 10, 21, 16, 30)
    expect(clockTime(at)).toBe('00:30')
    expect(cityDate(at)).toBe('2026-11-22')
  })
  it('keeps decimals, says nothing for nothing, and never rounds up to complete', () => {
    expect(figure(3, 2)).toBe('3.00')
    expect(figure(12345, 0)).toBe('12,345')
    expect(figure(undefined, 1)).toBe('—')
    expect(figure(Number.NaN, 1)).toBe('—')
    expect(percent(0.999)).toBe('99 %')
    expect(unitText('ug/m3')).toBe('µg/m³')
  })
})
