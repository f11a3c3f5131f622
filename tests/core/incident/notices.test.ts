// Who is told what: whole journeys of a case, act by act, with the audiences and kinds that each decision has.
import { describe, expect, it } from 'vitest'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import { audienceName, noticesOf, type Notice, type NoticeNames } from '../../../src/core/incident/notices.ts'
import { foldEvents } from '../../../src/core/incident/fold.ts'
import { ownerOf } from '../../../src/core/incident/owner.ts'
import { tickIncident } from '../../../src/core/incident/tick.ts'
import type { Actor, Incident } from '../../../src/core/incident/types.ts'
import { local } from '../clock/fixtures.ts'
import {
  HOTLINE,
  HOUR,
  MINUTE,
  OTHER,
  type Played,
  RULES,
  START,
  acceptor,
  act,
  append,
  chief,
  collector,
  dispatcher,
  leader,
  open,
  openCallable,
  system,
  traffic,
  water,
} from './play.ts'

const names: NoticeNames = {
  department: (id) => ({ zh: `${id}局`, en: id }),
  title: (incident) => incident.title,
  time: (at) => local(at).slice(5),
}
const between = (before: Played | undefined, after: Played): Notice[] =>
  noticesOf(
    {
      ...(before && { before: before.incident }),
      after: after.incident,
      events: after.log.slice(before?.log.length ?? 0),
    },
    names,
  )
const told = (notices: readonly Notice[]): string[] =>
  notices.map(({ to, kind }) => `${audienceName(to).replace('department:', '@')} ${kind}`).sort()

/** Whose turn it newly is has been told, unless it gave itself the turn. */
function nobodyIsForgotten(
  before: Incident | undefined,
  after: Incident,
  actor: Actor,
  notices: readonly Notice[],
): void {
  const owner = ownerOf(after)
  const was = before && ownerOf(before)
  if (!owner || (was?.post === owner.post && was.department === owner.department)) return
  if (after.state === 'suspended' || after.state === 'merged' || owner.department === actor.department) return
  const name = owner.department === undefined ? owner.post : `department:${owner.department}`
  expect([after.state, notices.map(({ to }) => audienceName(to))]).toEqual([
    after.state,
    expect.arrayContaining([name]),
  ])
}

const photos = ['p1']
const file: ActInput = { act: 'file', matter: 'E001', condition: 'E001.1' }
const dispatch: ActInput = { act: 'dispatch', lead: 'water', assist: ['traffic'] }
const extension: ActInput = { act: 'requestExtension', reason: '等泵' }
const until = START + 48 * HOUR

type Step = [actor: Actor, input: ActInput, told: string[], after?: number]
const toHandling: Step[] = [
  [acceptor, file, ['dispatcher toDispatch']],
  [dispatcher, dispatch, ['@traffic assist', '@water order']],
  [water, { act: 'accept' }, []],
]
const toClosed: Step[] = [
  [traffic, { act: 'acceptOrder' }, []],
  [traffic, { act: 'finishOrder', note: '已疏导', photos }, []],
  [water, { act: 'submit', note: '已抽排', photos }, []],
  [water, { act: 'confirm' }, ['collector toCheck']],
  [collector, { act: 'check', passed: true, photos }, ['acceptor toClose']],
  [acceptor, { act: 'close', conditionMet: true }, ['@traffic ended', '@water ended']],
]

const JOURNEYS: readonly [string, Step[]][] = [
  [
    'verified, filed, dispatched, disposed of, checked, closed',
    [
      [acceptor, { act: 'requestVerify' }, ['collector toVerify']],
      [collector, { act: 'verify', found: true, photos }, ['acceptor toFile']],
      ...toHandling,
      [water, { act: 'progress', note: '泵已到', photos: [] }, []],
      ...toClosed,
    ],
  ],
  [
    'sent back on the way',
    [
      [acceptor, file, ['dispatcher toDispatch']],
      [dispatcher, { act: 'returnToAcceptor', reason: '事项不对' }, ['acceptor toFile']],
      [acceptor, file, ['dispatcher toDispatch']],
      [dispatcher, dispatch, ['@traffic assist', '@water order']],
      [water, { act: 'return', reason: '不属于', proposed: 'traffic' }, ['@traffic released', 'dispatcher returned']],
      [dispatcher, { act: 'dispatch', lead: 'traffic', assist: [] }, ['@traffic order']],
    ],
  ],
  [
    'failed at the check, closed, reopened',
    [
      ...toHandling,
      ...toClosed.slice(0, 4),
      [collector, { act: 'check', passed: false, note: '仍有积水', photos: [] }, ['@traffic rework', '@water rework']],
      [water, { act: 'accept' }, []],
      ...toClosed.slice(0, 3),
      [water, { act: 'confirm' }, ['collector toCheck']],
      [collector, { act: 'check', passed: true, photos }, ['acceptor toClose']],
      [acceptor, { act: 'rework', reason: '照片不清' }, ['@traffic rework', '@water rework']],
      [water, { act: 'accept' }, []],
      ...toClosed.slice(0, 3),
      [water, { act: 'confirm' }, ['collector toCheck']],
      [collector, { act: 'check', passed: true, photos }, ['acceptor toClose']],
      [acceptor, { act: 'close', conditionMet: true }, ['@traffic ended', '@water ended']],
      [acceptor, { act: 'reopen', reason: '市民称仍积水' }, ['@traffic reopened', '@water reopened']],
    ],
  ],
  [
    'asked for and decided',
    [
      ...toHandling,
      [water, extension, ['dispatcher request']],
      [dispatcher, { act: 'decideExtension', granted: true }, ['@water decided']],
      [water, { act: 'requestSuspension', reason: '待施工', until }, ['dispatcher request']],
      [dispatcher, { act: 'decideSuspension', granted: true }, ['@water decided']],
      [dispatcher, { act: 'resume' }, ['@water order']],
    ],
  ],
  [
    'assisting departments come and go',
    [
      ...toHandling,
      [traffic, { act: 'returnOrder', reason: '不涉及' }, ['@water returned', 'dispatcher returned']],
      [dispatcher, { act: 'engage', department: 'parks', task: '清理断枝' }, ['@parks assist']],
      [water, { act: 'release', department: 'parks', reason: '已清' }, ['@parks released']],
    ],
  ],
  [
    'supervised, answered, reminded, closed by force',
    [
      ...toHandling,
      [
        leader,
        { act: 'supervise', text: '今日办结', urgency: 'leader', dueAt: START + 6 * HOUR },
        ['@water supervised'],
      ],
      [water, { act: 'reply', text: '正在抽排' }, ['leader replied']],
      [chief, { act: 'supervise', text: '加快' }, ['@water supervised']],
      [water, { act: 'reply', text: '已加泵' }, ['dutyChief replied']],
      [dispatcher, { act: 'remind' }, ['@water reminded']],
      [leader, { act: 'forceClose', reason: '并入工程' }, ['@traffic ended', '@water ended']],
    ],
  ],
  [
    'late, and appealed against',
    [
      ...toHandling,
      [traffic, { act: 'acceptOrder' }, []],
      [traffic, { act: 'finishOrder', note: '已疏导', photos }, []],
      [water, { act: 'submit', note: '已抽排', photos }, [], 5 * HOUR],
      ...toClosed.slice(3),
      [water, { act: 'appeal', reason: '道路封闭', photos: [] }, ['dispatcher appeal']],
      [dispatcher, { act: 'reviewAppeal', granted: true }, ['acceptor appeal']],
      [acceptor, { act: 'decideAppeal', granted: true }, ['@water appealDecided']],
    ],
  ],
  [
    'merged and taken out again',
    [
      [acceptor, { act: 'merge', into: 'YZ-2' }, []],
      [acceptor, { act: 'unmerge', reason: '不是同一处' }, ['acceptor toFile']],
    ],
  ],
  ['refused before anybody worked on it', [[chief, { act: 'refuse', reason: '不在范围' }, []]]],
]

describe('a journey tells', () => {
  it.each(JOURNEYS)('%s', (_, steps) => {
    let played = open()
    let now = START
    let other = OTHER
    for (const [actor, input, expected, later = MINUTE] of steps) {
      now += later
      if (input.act === 'unmerge') other = append(other, [{ type: 'absorbed', incident: 'YZ-1' }], acceptor, now)
      const before = played
      played = act(before, actor, input, now, other)
      const notices = between(before, played)
      expect([input.act, told(notices)]).toEqual([input.act, expected])
      nobodyIsForgotten(before.incident, played.incident, actor, notices)
      const keys = notices.map(({ to, kind }) => `${audienceName(to)} ${kind}`)
      expect(new Set(keys).size).toBe(keys.length)
      for (const { n, text } of notices) {
        expect(n).toBeGreaterThan(before.incident.version)
        expect(n).toBeLessThanOrEqual(played.incident.version)
        expect(text.zh).toMatch(/^YZ-20261013-000001 \S.*：\S/)
        expect(`${text.zh}${text.en}`).not.toMatch(/undefined|NaN|\[object/)
      }
    }
  })
})

describe('an opening', () => {
  it('tells the acceptor, with the deadline of filing', () => {
    const [notice, ...rest] = between(undefined, open())
    expect(rest).toEqual([])
    expect(notice).toMatchObject({ to: { type: 'post', post: 'acceptor' }, kind: 'toFile', incident: 'YZ-1' })
    expect(notice?.text).toEqual({
      zh: 'YZ-20261013-000001 文昌中路 道路积水：请于 10-13 09:30 前立案或处理',
      en: 'YZ-20261013-000001 Road ponding · Wenchang Middle Road: please file or settle it by 10-13 09:30',
    })
  })

  const alarm = (level: 1 | 2, simulated = false): Played => {
    const why = { zh: '积水', en: 'Ponding' }
    const played = open({ type: 'alarm', alarm: 'a1', level, text: why, autofile: true })
    return simulated ? { ...played, incident: { ...played.incident, simulated } } : played
  }
  it('that is filed by its rule tells the dispatcher alone', () => {
    expect(told(between(undefined, alarm(2)))).toEqual(['dispatcher toDispatch'])
  })
  it('at level I tells the duty chief and the leader as well', () => {
    const played = alarm(2)
    const raised = append(
      played,
      [{ type: 'alarmLinked', alarm: 'a2', level: 1, text: { zh: '更深', en: 'Deeper' } }],
      system,
      START + MINUTE,
    )
    expect(told(between(played, raised))).toEqual(['dutyChief escalated', 'leader escalated'])
    expect(between(played, raised)[0]?.text.zh).toMatch(/升为Ⅰ级/)
    const again = append(
      raised,
      [{ type: 'alarmLinked', alarm: 'a3', level: 1, text: { zh: '', en: '' } }],
      system,
      START + HOUR,
    )
    expect(between(raised, again)).toEqual([])
    const first = open({ ...HOTLINE })
    const serious = { ...first, incident: { ...first.incident, level: 1 as const } }
    expect(told(between(undefined, serious))).toEqual(['acceptor toFile', 'dutyChief escalated', 'leader escalated'])
  })
  it('of a simulated case says that it is one', () => {
    expect(between(undefined, alarm(2, true))[0]?.text).toEqual({
      zh: expect.stringMatching(/^【模拟】YZ-/) as string,
      en: expect.stringMatching(/^\[simulated\] YZ-/) as string,
    })
  })
})

describe('time', () => {
  it('tells the one whose turn it is, then the duty chief, then of the supervision', () => {
    let played = toHandling.reduce((now, [actor, input], i) => act(now, actor, input, START + (i + 1) * MINUTE), open())
    const heard: string[] = []
    for (let now = START; now < START + 12 * HOUR; now += 10 * MINUTE) {
      const bodies = tickIncident(played.incident, now, RULES)
      if (bodies.length === 0) continue
      const before = played
      played = append(before, bodies, system, now)
      heard.push(...told(between(before, played)))
    }
    expect(heard).toEqual(['@water nearDue', '@water overdue', 'dutyChief escalated', '@water supervised'])
  })

  it('tells the desk of its own deadlines, and of an overdue one only that', () => {
    const before = open()
    const after = append(before, tickIncident(before.incident, START + HOUR, RULES), system, START + HOUR)
    expect(told(between(before, after)).filter((line) => !line.startsWith('dutyChief'))).toEqual(['acceptor overdue'])
  })
})

describe('whoever reported it', () => {
  const closing = (began: Played): Played => {
    let played = began
    for (const [by, input] of [
      [acceptor, file],
      [dispatcher, dispatch],
      [water, { act: 'accept' }],
      ...toClosed.map(([by, what]) => [by, what] as const),
    ] as const)
      played = act(played, by, input, START + MINUTE)
    return played
  }
  const closed = closing(openCallable())
  const bad: ActInput = {
    act: 'callBack',
    reached: true,
    rating: 'dissatisfied',
    solved: false,
    note: `雨停后又积水，电话 13812341234，${'很'.repeat(80)}`,
  }

  it('is called back by the acceptor, who is told by when', () => {
    const last = closed.log.findLast(({ body }) => body.type === 'closed')?.n ?? 0
    const before = { incident: foldEvents(closed.log.slice(0, last - 1))!, log: closed.log.slice(0, last - 1) }
    const notices = between(before, closed)
    expect(told(notices)).toEqual(['@traffic ended', '@water ended', 'acceptor toCallBack'])
    expect(notices.find(({ kind }) => kind === 'toCallBack')?.text.zh).toContain('请于 10-15 09:01 前回访诉求人')
  })

  it('is heard by the departments in their own words, shortened, without numbers of people', () => {
    const notices = between(closed, act(closed, acceptor, bad, START + HOUR))
    expect(told(notices)).toEqual(['@traffic reopened', '@water reopened'])
    const text = notices[0]?.text.zh ?? ''
    expect(text).toContain('重新办理（雨停后又积水，电话 138****1234，很')
    expect(text).toContain('很…）')
    expect(
      told(between(closed, act(closed, acceptor, { ...bad, rating: 'satisfied', solved: true }, START + HOUR))),
    ).toEqual([])
  })
})

describe('an act taken back', () => {
  const filed = act(open(), acceptor, file, START + MINUTE)
  const dispatched = act(filed, dispatcher, dispatch, START + 2 * MINUTE)
  const accepted = act(dispatched, water, { act: 'accept' }, START + 3 * MINUTE)
  const asked = act(accepted, water, extension, START + 4 * MINUTE)
  it.each<[string, Played, Actor, string[]]>([
    [
      'a verification',
      act(open(), acceptor, { act: 'requestVerify' }, START),
      acceptor,
      ['acceptor toFile', 'collector undone'],
    ],
    ['a filing', filed, acceptor, ['acceptor toFile', 'dispatcher undone']],
    ['a dispatch', dispatched, dispatcher, ['@traffic released', '@water released', 'dispatcher toDispatch']],
    ['an acceptance', accepted, water, []],
    ['a request', asked, water, ['dispatcher undone']],
  ])('%s: whoever had been asked is told', (_, before, by, wanted) => {
    expect(told(between(before, act(before, by, { act: 'undo' }, START + 5 * MINUTE)))).toEqual(wanted)
  })
})
