// How cases begin, and what they are called.
import { describe, expect, it } from 'vitest'
import type { Cause } from '../../../src/core/incident/open.ts'
import { openIncident } from '../../../src/core/incident/open.ts'
import { titleFor } from '../../../src/core/incident/title.ts'
import { HOUR, MINUTE, RULES, STAGES, START, append, open, opening, system } from './play.ts'

const text = { zh: '积水深度28厘米', en: '28 cm of water' }
const alarm = (autofile: boolean): Cause => ({ type: 'alarm', alarm: 'a1', level: 3, text, autofile })
const report = (source: 'hotline' | 'camera' | 'patrol' | 'desk'): Cause => ({ type: 'report', report: 'r1', source })

describe('opening', () => {
  it.each<[string, Cause, string, string]>([
    ['an alarm', alarm(false), 'pendingFiling', 'sensor'],
    ['an alarm that files itself', alarm(true), 'pendingDispatch', 'sensor'],
    ['a call', report('hotline'), 'pendingFiling', 'hotline'],
    ['a patrol', report('patrol'), 'pendingFiling', 'patrol'],
    ['a camera', report('camera'), 'pendingVerify', 'camera'],
    ['the desk', report('desk'), 'pendingFiling', 'desk'],
  ])('by %s', (_, cause, state, source) => {
    const { incident } = open(cause)
    expect(incident).toMatchObject({ state, source, openedAt: START, matter: 'E001', condition: 'E001.1' })
    expect(incident.clocks.filing).toMatchObject({ startedAt: START, dueAt: START + 30 * MINUTE })
    expect(incident.areas).toEqual(['321002004', '321002', '321000'])
    expect(incident.filedAt).toBe(state === 'pendingDispatch' ? START : undefined)
  })

  it('by an alarm keeps the measured level, by a report takes that of the condition it suggests', () => {
    expect(open(alarm(true)).incident.level).toBe(3)
    expect(open(report('hotline')).incident.level).toBe(2)
  })

  it('links what opened it', () => {
    expect(open(alarm(false)).incident).toMatchObject({ alarms: ['a1'], reports: [] })
    expect(open(report('hotline')).incident).toMatchObject({ alarms: [], reports: ['r1'] })
  })

  it('filed by itself has its filing clock stopped, total and dispatch running', () => {
    const { clocks } = open(alarm(true)).incident
    expect(clocks.filing?.stoppedAt).toBe(START)
    expect(clocks.total).toMatchObject({ dueAt: START + 2 * HOUR })
    expect(clocks.dispatch).toMatchObject({ dueAt: START + 30 * MINUTE })
  })

  it('without a condition in force nothing is filed, and nobody has judged the level', () => {
    const place = { lng: 119.4, lat: 32.4, area: '321002' }
    const facts = { code: 'c', place, text: '水很深', matter: 'E001', condition: 'old', simulated: true }
    const ctx = { now: START, ...RULES, stages: STAGES, snapshotOf: () => undefined }
    const byAlarm = append(undefined, openIncident({ ...facts, cause: alarm(true) }, ctx), system, START)
    expect(byAlarm.incident).toMatchObject({ state: 'pendingFiling', level: 3, simulated: true })
    const byReport = append(undefined, openIncident({ ...facts, cause: report('hotline') }, ctx), system, START)
    expect(byReport.incident).toMatchObject({ state: 'pendingFiling', level: 4 })
    expect(byReport.incident.title).toEqual({ zh: '水很深', en: '水很深' })
    const given = openIncident({ ...facts, level: 2, cause: report('desk') }, ctx)
    expect(append(undefined, given, system, START).incident.level).toBe(2)
  })

  it('starts the filing clock when we come to know, not when it happened', () => {
    expect(opening(report('hotline'), START + HOUR)[2]).toMatchObject({ clock: { startedAt: START + HOUR } })
  })
})

describe('titles', () => {
  const place = { zh: '文昌中路', en: 'Wenchang Middle Road' }
  const matter = { zh: '道路积水', en: 'Road ponding' }
  it.each([
    [{ place, matter }, '文昌中路 道路积水', 'Road ponding · Wenchang Middle Road'],
    [{ matter }, '道路积水', 'Road ponding'],
    [{ place, text: '水很深！车过不去。' }, '文昌中路 水很深', '水很深 · Wenchang Middle Road'],
    [{ text: '一'.repeat(30) }, `${'一'.repeat(24)}…`, `${'一'.repeat(24)}…`],
    [{ place, text: '  ' }, '文昌中路 待分类问题', 'Unclassified problem · Wenchang Middle Road'],
    [{}, '待分类问题', 'Unclassified problem'],
  ])('%o → %s', (facts, zh, en) => {
    expect(titleFor(facts)).toEqual({ zh, en })
  })
})
