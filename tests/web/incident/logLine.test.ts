// @vitest-environment happy-dom
// Every line a log can hold has words in both languages; the hub's own lines say that they are, and why.
import { describe, expect, it } from 'vitest'
import { h, defineComponent } from 'vue'
import type { EventBody, EventType } from '../../../src/core/incident/events.ts'
import type { EventView } from '../../../src/wire/views.ts'
import { EVENT_WORDS } from '../../../src/wire/words.ts'
import { setLocale } from '../../../src/web/i18n/i18n.ts'
import { goingUp } from '../../../src/web/incident/goingUp.ts'
import { firstResponsibleIn, logLines } from '../../../src/web/incident/logLine.ts'
import { useLogWords } from '../../../src/web/incident/logWords.ts'
import TimelineList from '../../../src/web/incident/TimelineList.vue'
import { HOUR, T0 } from '../../support/cases.ts'
import { openPage } from '../support/page.ts'

const text = { zh: '道路积水', en: 'Road ponding' }
const place = { lng: 119.4, lat: 32.4, area: '321002' }
const limit = { amount: 2, unit: 'urgentHour' as const }
const clock = { stage: 'handle' as const, limit, startedAt: T0, dueAt: T0 + 2 * HOUR, warnAt: T0 + HOUR }
const snapshot = {
  standard: 'GB/T 47678.5-2026',
  code: 'M001',
  kind: 'monitored' as const,
  name: text,
  condition: 'deep',
  conditionText: text,
  closingText: text,
  limit,
  basis: [],
}
const OTHER = 'YZ-20261121-000002'
/** One body of every type. A new type without one does not compile. */
const BODIES: { readonly [T in EventType]: Extract<EventBody, { type: T }> } = {
  opened: {
    type: 'opened',
    code: 'x',
    source: 'hotline',
    title: text,
    text: 't',
    level: 3,
    place,
    simulated: true,
    state: 'pendingFiling',
  },
  alarmLinked: { type: 'alarmLinked', alarm: 'a', level: 3, text },
  reportLinked: { type: 'reportLinked', report: 'r', text: '又有人报', source: 'citizen' },
  verifyRequested: { type: 'verifyRequested', note: '请到场看' },
  verified: { type: 'verified', found: true, photos: [] },
  filed: { type: 'filed', snapshot, level: 3 },
  refused: { type: 'refused', reason: '非职责' },
  cancelled: { type: 'cancelled', reason: '误报' },
  dispatched: {
    type: 'dispatched',
    lead: 'water-bureau',
    assist: [],
    recommended: true,
    firstResponsible: true,
    note: '先行牵头',
  },
  returnedToAcceptor: { type: 'returnedToAcceptor', reason: '条件有误' },
  accepted: { type: 'accepted', handler: '李师傅' },
  assigned: { type: 'assigned', handler: '王师傅', crew: 'c1' },
  contacted: { type: 'contacted', reached: true, note: '已告知' },
  calledBack: { type: 'calledBack', reached: true, rating: 'dissatisfied', solved: false, note: '又积水了' },
  excluded: { type: 'excluded', ground: 'consultation', reason: '属咨询' },
  undone: { type: 'undone', n: 4, of: 'dispatched' },
  returned: { type: 'returned', reason: '非管养', proposed: 'traffic-police' },
  revoked: { type: 'revoked', reason: '换人' },
  progressed: { type: 'progressed', note: '到场', photos: [] },
  submitted: { type: 'submitted', note: '完成', photos: [] },
  sentBack: { type: 'sentBack', reason: '照片不清' },
  confirmed: { type: 'confirmed' },
  engaged: { type: 'engaged', department: 'traffic-police', task: '疏导交通' },
  released: { type: 'released', department: 'traffic-police', reason: '不需' },
  orderAccepted: { type: 'orderAccepted', department: 'traffic-police', handler: '王队' },
  orderReturned: { type: 'orderReturned', department: 'traffic-police', reason: '非职责' },
  orderFinished: { type: 'orderFinished', department: 'traffic-police', note: '已疏导', photos: ['p1'] },
  checked: { type: 'checked', passed: false, note: '仍有积水', photos: [] },
  reworked: { type: 'reworked', reason: '返工' },
  closed: { type: 'closed', conditionMet: true },
  forceClosed: { type: 'forceClosed', reason: '另行处置' },
  reopened: { type: 'reopened', reason: '市民说没好' },
  extensionRequested: { type: 'extensionRequested', reason: '缺件' },
  extensionDecided: { type: 'extensionDecided', granted: true },
  suspensionRequested: { type: 'suspensionRequested', until: T0 + HOUR, reason: '等件' },
  suspensionDecided: { type: 'suspensionDecided', granted: false, until: T0 + HOUR, reason: '不必' },
  resumed: { type: 'resumed' },
  appealed: { type: 'appealed', reason: '停电延误', photos: ['p2'] },
  appealReviewed: { type: 'appealReviewed', granted: true },
  appealDecided: { type: 'appealDecided', granted: false, reason: '可避免' },
  supervised: { type: 'supervised', text: '今晚前排除', urgency: 'leader', dueAt: T0 + HOUR },
  replied: { type: 'replied', text: '泵车已到' },
  reminded: { type: 'reminded', stage: 'handle', why: 'overdue' },
  escalated: { type: 'escalated', stage: 'handle' },
  noted: { type: 'noted', text: '已告知' },
  merged: { type: 'merged', into: OTHER, reason: '同一处' },
  absorbed: { type: 'absorbed', incident: OTHER },
  unmerged: { type: 'unmerged', from: OTHER, reason: '两处' },
  separated: { type: 'separated', incident: OTHER, reason: '两处' },
  outcomeShared: { type: 'outcomeShared', from: OTHER, state: 'closed' },
  clocked: { type: 'clocked', clock },
}
const event = (
  body: { readonly type: string; readonly [field: string]: unknown },
  n = 1,
  role = 'dispatcher',
): EventView => ({
  n,
  type: body.type,
  actor: { id: role, name: role === 'system' ? '' : '陈立', role },
  occurredAt: T0,
  recordedAt: T0,
  because: [],
  body,
  hash: 'a',
})

/** What the words make of each event. */
async function spoken(events: readonly EventView[]): Promise<{ phrase: string; quote: string | undefined }[]> {
  let out: { phrase: string; quote: string | undefined }[] = []
  await openPage(
    defineComponent({
      setup() {
        const words = useLogWords()
        out = logLines(events).map(({ line }) => ({ phrase: words.phrase(line), quote: words.quote(line) }))
        return () => h('div')
      },
    }),
  )
  return out
}

describe('the words of a log', () => {
  it.each(['zh', 'en'] as const)('%s: every type of line says something, with every place filled', async (language) => {
    await setLocale(language)
    const bodies = Object.values(BODIES)
    const said = await spoken(bodies.map((body, n) => event(body, n + 1)))
    expect(said).toHaveLength(Object.keys(EVENT_WORDS).length)
    for (const [n, { phrase }] of said.entries()) {
      expect(phrase, bodies[n]?.type).not.toBe('')
      expect(phrase, bodies[n]?.type).not.toMatch(/^log\.|\{|undefined|—/)
      expect(phrase).not.toBe(bodies[n]?.type)
    }
  })

  it.each<[EventType, string, string | undefined]>([
    ['engaged', '增派交警协办', '疏导交通'],
    ['orderFinished', '交警完成协办', '已疏导'],
    ['appealDecided', '申诉终审不同意', '可避免'],
    ['calledBack', '回访：不满意，不认可解决', '又积水了'],
    ['excluded', '剔除考核：咨询类', '属咨询'],
    ['undone', '撤销（已派遣）', undefined],
    ['merged', `并入 ${OTHER}`, '同一处'],
    ['outcomeShared', `随主案 ${OTHER} 办结：已结案`, undefined],
    ['replied', '回复督办', '泵车已到'],
    ['escalated', '提请值班长：处置时限超期', undefined],
  ])('%s', async (type, phrase, quote) => {
    const [said] = await spoken([event(BODIES[type])])
    expect(said).toEqual({ phrase, quote })
  })

  it('tells a supervision by its kind and deadline, the hub’s own by its clock', async () => {
    const said = await spoken([
      event(BODIES.supervised),
      event({ type: 'supervised', text: '注意安全' }),
      event({ type: 'supervised', text: '超期未办结，自动转督办', urgency: 'normal', stage: 'handle' }, 3, 'system'),
    ])
    expect(said[0]?.phrase).toMatch(/^领导督办，.*前回复$/)
    expect(said[1]).toEqual({ phrase: '一般督办', quote: '注意安全' })
    expect(said[2]).toEqual({ phrase: '自动转督办：处置时限超期未办结', quote: undefined })
  })

  it('tells a clock that starts, moves, stands, goes on and starts anew', async () => {
    const said = (change: object) => event({ type: 'clocked', clock: { ...clock, ...change } })
    const lines = logLines([
      said({}),
      said({ dueAt: T0 + 4 * HOUR }),
      said({ pausedAt: T0 + HOUR, leftMs: HOUR }),
      said({ dueAt: T0 + 9 * HOUR }),
      said({ stoppedAt: T0 + 8 * HOUR }),
      said({ startedAt: T0 + 20 * HOUR }),
    ])
    expect(lines.map(({ line }) => line.phrase)).toEqual([
      'clockStarted',
      'clockMoved',
      'clockPaused',
      'clockResumed',
      'clockStopped',
      'clockStarted',
    ])
  })

  it('knows who is first responsible by the dispatch in force alone', () => {
    const first = event(BODIES.dispatched, 1)
    const again = event({ ...BODIES.dispatched, firstResponsible: false }, 2)
    expect(firstResponsibleIn([first])).toEqual({ note: '先行牵头' })
    expect(firstResponsibleIn([first, again])).toBeUndefined()
    expect(firstResponsibleIn([])).toBeUndefined()
  })

  it('knows from the newest line of a stage when it goes up', () => {
    const up = (chiefAt: number) => event({ type: 'clocked', clock: { ...clock, chiefAt, superviseAt: chiefAt + 1 } })
    expect(goingUp([up(T0 + 5), up(T0 + 9), event({ type: 'clocked', clock: 'broken' })]).get('handle')).toEqual({
      chiefAt: T0 + 9,
      superviseAt: T0 + 10,
    })
  })
})

it('the timeline marks what the hub did by itself, says why, and leads to the other case', async () => {
  const events = [
    event(BODIES.reminded, 1, 'system'),
    event(BODIES.escalated, 2, 'system'),
    event(BODIES.outcomeShared, 3, 'system'),
    event({ type: 'reminded', stage: 'handle', why: 'desk' }, 4),
  ]
  const page = await openPage(TimelineList, { props: { events }, route: '/incident/:id', name: 'incident' })
  expect(page.text().match(/系统自动/g)).toHaveLength(3)
  expect(page.text()).toContain('处置时限到期后仍未办完，到规定时间提请值班长')
  expect(page.text()).toContain('人工催办')
  expect(page.link('查看').getAttribute('href')).toBe(`/incident/${OTHER}`)
})
