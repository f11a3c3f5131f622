// Folding a log: what it refuses to read, and that pieces give what the whole gives.
import { describe, expect, it } from 'vitest'
import { areasOf } from '../../../src/core/incident/areas.ts'
import { LogError, applyEvent, foldEvents } from '../../../src/core/incident/fold.ts'
import { INPUTS, MINUTE, START, act, append, dispatcher, inState, open, system, water } from './play.ts'

const NOW = START + 30 * MINUTE
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run()
  } catch (error) {
    if (error instanceof LogError) return error.code
    throw error
  }
  return undefined
}

describe('a broken log', () => {
  const { log, incident } = inState('closed')
  it.each([
    ['begins without opening', () => foldEvents(log.slice(1)), 'notOpened'],
    ['begins elsewhere than at 1', () => foldEvents([{ ...log[0]!, n: 2 }]), 'gap'],
    ['has a hole', () => foldEvents([...log.slice(0, 4), ...log.slice(5)]), 'gap'],
    ['has a line twice', () => applyEvent(incident, log.at(-1)!), 'gap'],
    ['opens twice', () => applyEvent(incident, { ...log[0]!, n: incident.version + 1 }), 'openedTwice'],
    ['mixes cases', () => applyEvent(incident, { ...log[1]!, n: incident.version + 1, incident: 'YZ-2' }), 'otherCase'],
  ])('%s', (_, run, code) => {
    expect(codeOf(run)).toBe(code)
  })

  it('an empty log is no case', () => {
    expect(foldEvents([])).toBeUndefined()
  })
})

describe('a log', () => {
  it('folds in pieces as at once, at every cut', () => {
    const { log, incident } = inState('closed')
    for (let cut = 0; cut <= log.length; cut++)
      expect(foldEvents(log.slice(cut), foldEvents(log.slice(0, cut)))).toEqual(incident)
  })

  it('links alarms and reports once, and rises to the worst alarm', () => {
    const text = { zh: '积水 60 厘米', en: '60 cm of water' }
    const linked = append(
      inState('handling'),
      [
        { type: 'alarmLinked', alarm: 'a1', level: 1, text },
        { type: 'alarmLinked', alarm: 'a1', level: 3, text },
        { type: 'reportLinked', report: 'r2', text: '又来电', source: 'hotline' },
        { type: 'reportLinked', report: 'r2', text: '又来电', source: 'hotline' },
      ],
      system,
      NOW,
    )
    expect(linked.incident).toMatchObject({ alarms: ['a1'], reports: ['r1', 'r2'], level: 1, state: 'handling' })
  })

  it('drops a pending request when the work is handed in or the order goes back', () => {
    const asked = act(inState('handling'), water, INPUTS.requestExtension, NOW)
    expect(asked.incident.request).toEqual({ type: 'extension', reason: '需调配泵车' })
    expect(act(asked, water, INPUTS.submit, NOW).incident).not.toHaveProperty('request')
    const returned = act(act(inState('pendingHandle'), water, INPUTS.requestExtension, NOW), water, INPUTS.return, NOW)
    expect(returned.incident).not.toHaveProperty('request')
  })

  it('keeps photos once, in the order they came', () => {
    const released = act(inState('pendingHandle'), water, INPUTS.release, NOW)
    const handling = act(released, water, INPUTS.accept, NOW)
    const first = act(handling, water, { act: 'progress', note: '到场', photos: ['b', 'c', 'b'] }, NOW)
    const second = act(first, water, { act: 'submit', note: '完成', photos: ['c', 'd'] }, NOW)
    expect(second.incident.photos).toEqual(['b', 'c', 'd'])
  })

  it('a reminder is kept with the clock it was for', () => {
    const reminded = act(inState('handling'), dispatcher, INPUTS.remind, NOW)
    const { startedAt, dueAt } = reminded.incident.clocks.handle!
    expect(reminded.incident.reminders).toEqual([{ stage: 'handle', why: 'desk', startedAt, dueAt }])
  })

  it('a supervised case stays supervised', () => {
    const supervised = act(inState('handling'), dispatcher, INPUTS.supervise, NOW)
    expect(act(supervised, water, INPUTS.submit, NOW).incident.supervised).toBe(true)
    expect(open().incident.supervised).toBe(false)
  })
})

describe('areas of a place', () => {
  it.each([
    ['321002004001012', ['321002004001012', '321002004001', '321002004', '321002', '321000']],
    ['321002004', ['321002004', '321002', '321000']],
    ['321091', ['321091', '321000']],
    ['321000', ['321000']],
    ['economic-zone', ['economic-zone']],
  ])('%s', (code, areas) => {
    expect(areasOf(code)).toEqual(areas)
  })
})
