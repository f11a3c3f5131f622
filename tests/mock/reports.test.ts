// What people and cameras say: natural, varied, with the stated share of codes and no real telephone numbers.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { between } from '../../mock/between.ts'
import { reportsBetween } from '../../mock/reports/between.ts'
import { MATTER_WORDS } from '../../mock/reports/matters.ts'
import { notesOf } from '../../mock/reports/tell.ts'
import { isInside } from '../../mock/terrain/geometry.ts'
import type { AlarmRule } from '../../src/core/alarm/types.ts'
import type { ReportMessage } from '../../src/wire/message.ts'
import { MONDAY_TEN, cityOf, reference } from './cities.ts'

const T = MONDAY_TEN
const HOUR = 3_600_000
const reportsOf = (scenario: string, from: number, to: number): ReportMessage[] =>
  reportsBetween(cityOf(scenario), from, to).map((m) => JSON.parse(m.payload) as ReportMessage)

describe('the reports of a day', () => {
  const day = reportsOf('ordinary', T, T + 24 * HOUR)
  const by = (channel: string): ReportMessage[] => day.filter((r) => r.channel === channel)

  it('come from the hotline, patrols and cameras, each under its own id', () => {
    expect(by('hotline').length).toBeGreaterThan(500)
    expect(by('patrol').length).toBeGreaterThan(150)
    expect(by('camera').length).toBeGreaterThan(100)
    expect(new Set(day.map((r) => r.report)).size).toBe(day.length)
  })

  it('name codes of the city: six calls in ten, and all of patrols and cameras, these with a condition', () => {
    const known = new Map(reference.matters.map((m) => [m.code, new Set(m.conditions.map((c) => c.id))]))
    for (const r of day) if (r.matter !== undefined) expect(known.has(r.matter), r.matter).toBe(true)
    for (const r of day) if (r.condition !== undefined) expect(known.get(r.matter ?? '')?.has(r.condition)).toBe(true)
    const coded = by('hotline').filter((r) => r.matter !== undefined).length / by('hotline').length
    expect(coded).toBeGreaterThan(0.53)
    expect(coded).toBeLessThan(0.67)
    const trained = [...by('patrol'), ...by('camera')]
    expect(trained.every((r) => r.matter !== undefined && r.lng !== undefined)).toBe(true)
    expect(trained.filter((r) => r.condition !== undefined).length / trained.length).toBeGreaterThan(0.9)
  })

  it('are written by people, not by a machine: hardly a text twice, nothing left unfilled', () => {
    const texts = by('hotline').map((r) => r.text)
    expect(new Set(texts).size / texts.length).toBeGreaterThan(0.97)
    for (const r of day) expect(r.text).not.toMatch(/[{}]|undefined/)
    expect(by('camera').every((r) => r.text.startsWith('视频识别：'))).toBe(true)
    expect(by('patrol').some((r) => r.text.startsWith('视频识别：'))).toBe(false)
  })

  it('lie in the city and say where', () => {
    const outlines = [...reference.map.districts.values()]
    const areas = new Set(reference.areas.map((a) => a.code))
    for (const r of day) {
      expect(areas.has(r.area ?? '')).toBe(true)
      expect(r.address?.length).toBeGreaterThan(5)
      const { lng, lat } = r
      if (lng !== undefined && lat !== undefined) expect(outlines.some((o) => isInside(o, [lng, lat]))).toBe(true)
    }
    const located = by('hotline').filter((r) => r.lng !== undefined).length / by('hotline').length
    expect(located).toBeGreaterThan(0.6)
    expect(located).toBeLessThan(0.8)
  })

  it('carry invented callers only, and on the hotline only', () => {
    for (const r of day) {
      if (r.reporter === undefined) continue
      expect(r.channel).toBe('hotline')
      expect(r.reporter.phone).toMatch(/^1380000\d{4}$/)
      expect(r.reporter.name).toMatch(/^.(先生|女士)$/)
    }
  })

  it('are fewer at night', () => {
    const midnight = T - 10 * HOUR
    const night = reportsOf('ordinary', midnight, midnight + 5 * HOUR).length
    const morning = reportsOf('ordinary', midnight + 8 * HOUR, midnight + 13 * HOUR).length
    expect(night).toBeLessThan(morning * 0.75)
  })
})

describe('matters', () => {
  it.each(MATTER_WORDS.map((w) => [w.key, w] as const))(
    '%s has a code of the city and words for each of its channels',
    (_key, w) => {
      const known = new Map(reference.matters.map((m) => [m.code, m]))
      const first = w.codes.map((c) => known.get(c)).find((m) => m !== undefined)
      expect(first, w.codes.join()).toBeDefined()
      expect(w.calls.length).toBeGreaterThan(0)
      if (w.weight > 0)
        for (const channel of w.by) if (channel === 'patrol') expect(notesOf(w, channel).length).toBeGreaterThan(0)
      if (w.condition !== undefined) expect(first?.conditions.map((c) => c.id)).toContain(w.condition)
    },
  )
})

describe('the first minute of an ordinary day', () => {
  it('crosses thresholds that open incidents at once', () => {
    const rules = JSON.parse(readFileSync('city/yangzhou/alarm-rules.json', 'utf8')) as AlarmRule[]
    const city = cityOf()
    const opened = new Set<string>()
    for (const m of between(city, T, T + 60_000)) {
      if (m.fault !== undefined) continue
      const feed = reference.feeds.find((f) => f.id === m.feed)
      for (const rule of rules.filter((r) => r.kind === feed?.kind && r.onDelayMs === 0 && r.incident)) {
        const step = rule.steps.find((s) => s.level === rule.incident?.fromLevel)
        const paths = [
          rule.metric,
          ...(feed?.map?.fields.filter((f) => f.metric === rule.metric).map((f) => f.path.split('.').at(-1) ?? '') ??
            []),
        ]
        const found = paths
          .map((p) => new RegExp(`"${p}":(-?[\\d.]+)`).exec(m.payload)?.[1])
          .find((v) => v !== undefined)
        if (step && found !== undefined && Number(found) >= step.limit) opened.add(`${rule.id} ${m.topic}`)
      }
    }
    expect([...opened].map((o) => o.split(' ')[0]).sort()).toEqual([
      'gas-lel',
      'lift-fault',
      'manhole-tilt',
      'ponding-depth',
    ])
  })
})
