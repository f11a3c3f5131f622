// The draft of a handover from facts: what is red, what is promised, what stands, in which order and with which deadlines.
import { describe, expect, it } from 'vitest'
import { composeHandover } from '../../../src/core/handover/compose.ts'
import { MOST_OF_A_KIND, type HandoverAlarm, type HandoverFacts } from '../../../src/core/handover/facts.ts'
import type { Clock, ClockStage } from '../../../src/core/clock/types.ts'
import type { Incident } from '../../../src/core/incident/types.ts'
import { emergency, PLAN } from '../../fixtures/emergencies.ts'

const NOW = Date.parse('2026-11-21T16:40:00+08:00')
const HOUR = 3_600_000
const clock = (stage: ClockStage, dueAt: number, change: Partial<Clock> = {}): Clock => ({
  stage,
  limit: { amount: 2, unit: 'urgentHour' },
  startedAt: NOW - 3 * HOUR,
  dueAt,
  warnAt: dueAt - HOUR,
  ...change,
})
const incident = (id: string, change: Partial<Incident> = {}): Incident => ({
  id,
  code: id,
  version: 5,
  state: 'handling',
  source: 'hotline',
  title: { zh: '文昌中路积水', en: 'Ponding on Wenchang Middle Road' },
  text: '积水',
  level: 3,
  place: { lng: 119.4, lat: 32.4, area: '321002' },
  simulated: false,
  lead: 'paishui',
  assist: [],
  orders: [],
  openedAt: NOW - 4 * HOUR,
  recordedAt: NOW - 4 * HOUR,
  updatedAt: NOW - HOUR,
  clocks: { handle: clock('handle', NOW + HOUR) },
  extensions: 0,
  suspensions: 0,
  reworks: 0,
  returns: 0,
  returnedBy: [],
  reopenings: 0,
  supervised: false,
  supervisions: [],
  disposers: [],
  alarms: [],
  reports: [],
  photos: [],
  areas: [],
  absorbed: [],
  ...change,
})
const alarm = (id: string, change: Partial<HandoverAlarm> = {}): HandoverAlarm => ({
  id,
  name: { zh: '积水深度', en: 'Ponding depth' },
  sensorName: '江阳中路 3 号',
  areaName: { zh: '邗江区', en: 'Hanjiang' },
  level: 2,
  raisedAt: NOW - HOUR,
  simulated: false,
  ...change,
})
const facts = (change: Partial<HandoverFacts> = {}): HandoverFacts => ({
  now: NOW,
  shift: {
    date: '2026-11-21',
    shift: 'day',
    name: { zh: '白班', en: 'Day shift' },
    from: NOW - 8 * HOUR,
    to: NOW + 20 * 60_000,
  },
  until: NOW + 24 * HOUR,
  open: [],
  toCallBack: [],
  emergencies: [],
  alarms: [],
  feeds: [],
  notes: [],
  counts: { opened: 7, closed: 4, alarms: 19 },
  names: {
    title: (one) => one.title,
    department: (id) => ({ zh: `部门${id}`, en: `department ${id}` }),
    time: (at) => new Date(at + 8 * HOUR).toISOString().slice(5, 16).replace('T', ' '),
  },
  ...change,
})
const idsOf = (section: string, given: Partial<HandoverFacts>): string[] =>
  composeHandover(facts(given)).items.flatMap((item) => (item.section === section ? [item.id] : []))
const escalated = (due: number) => [
  { stage: 'handle' as const, why: 'escalated' as const, startedAt: NOW - 3 * HOUR, dueAt: due },
]

describe('red', () => {
  const late = NOW - HOUR
  it.each([
    ['an open case of level I', [incident('a', { level: 1 })], ['case:a']],
    ['of level II', [incident('a', { level: 2 })], ['case:a']],
    ['not of level III in time', [incident('a')], []],
    ['of level III, overdue', [incident('a', { clocks: { handle: clock('handle', late) } })], ['case:a']],
    ['the deadline itself is on time', [incident('a', { clocks: { handle: clock('handle', NOW) } })], []],
    [
      'a clock that stands is not overdue',
      [incident('a', { state: 'suspended', clocks: { handle: clock('handle', late, { pausedAt: late - 1 }) } })],
      [],
    ],
    [
      'gone up comes before a plain overdue one of the same level, whatever is later',
      [
        incident('a', { clocks: { handle: clock('handle', late - HOUR) } }),
        incident('b', { clocks: { handle: clock('handle', late) }, reminders: escalated(late) }),
      ],
      ['case:b', 'case:a'],
    ],
    [
      'worst first, then what is due first',
      [
        incident('a', { level: 2 }),
        incident('b', { level: 2, clocks: { handle: clock('handle', NOW + 1) } }),
        incident('c', { level: 1 }),
      ],
      ['case:c', 'case:b', 'case:a'],
    ],
  ])('%s', (_, open, expected) => {
    expect(idsOf('red', { open })).toEqual(expected)
  })

  it.each([
    ['of level II that nobody acknowledged', alarm('x'), ['alarm:x']],
    ['also when it is over', alarm('x', { clearedAt: NOW - 1 }), ['alarm:x']],
    ['not once acknowledged', alarm('x', { acknowledgedAt: NOW - 1 }), []],
    ['not while shelved', alarm('x', { shelvedUntil: NOW + 1 }), []],
    ['again when the shelf has ended', alarm('x', { shelvedUntil: NOW }), ['alarm:x']],
    ['not of level III', alarm('x', { level: 3 }), []],
  ])('an alarm %s', (_, one, expected) => {
    expect(idsOf('red', { alarms: [one] })).toEqual(expected)
  })

  it('must be opened, all of it, and nothing else', () => {
    const { items } = composeHandover(
      facts({
        open: [incident('a', { level: 1, extensions: 1 })],
        alarms: [alarm('x'), alarm('y', { shelvedUntil: NOW + HOUR, shelvedReason: '检修' })],
      }),
    )
    expect(items.filter((item) => item.mustOpen).map((item) => item.id)).toEqual(['case:a', 'alarm:x'])
    expect(items.map((item) => item.section)).toEqual(['red', 'red', 'promises', 'alarms'])
  })

  it('says in both languages why', () => {
    const [item] = composeHandover(
      facts({ open: [incident('YZ-1', { level: 2, simulated: true, clocks: { handle: clock('handle', late) } })] }),
    ).items
    expect(item?.text.zh).toBe('【模拟】YZ-1 文昌中路积水：Ⅱ级，已超期（限 11-21 15:40），处置中，主办 部门paishui')
    expect(item?.text.en).toBe(
      '[simulated] YZ-1 Ponding on Wenchang Middle Road: level Ⅱ, overdue (was due 11-21 15:40), being handled, lead: department paishui',
    )
  })

  it('lists every grave case and counts the overdue ones beyond what anybody reads', () => {
    const many = Array.from({ length: MOST_OF_A_KIND + 5 }, (_, n) =>
      incident(`c${String(n).padStart(3, '0')}`, { clocks: { handle: clock('handle', late - n) } }),
    )
    const ids = idsOf('red', {
      open: [...many, ...many.map((one) => ({ ...one, id: `g${one.id}`, level: 1 as const }))],
    })
    expect(ids.filter((id) => id.startsWith('case:g'))).toHaveLength(MOST_OF_A_KIND + 5)
    expect(ids.filter((id) => id.startsWith('case:c'))).toHaveLength(MOST_OF_A_KIND)
    expect(ids.at(-1)).toBe('more:overdue')
  })

  it('puts only those into words that are shown, however many are open', () => {
    const open = Array.from({ length: 2000 }, (_, n) =>
      incident(`c${String(n).padStart(4, '0')}`, {
        clocks: { handle: clock('handle', late - n), respond: clock('respond', NOW + n) },
        extensions: 1,
        supervisions: [{ level: 'normal', text: '请尽快', by: '值班长', at: NOW }],
      }),
    )
    let asked = 0
    const names = {
      ...facts().names,
      title: (one: Incident) => {
        asked += 1
        return one.title
      },
    }
    const { items } = composeHandover(facts({ open, names }))
    // Overdue, extended, to be told, supervised: four kinds, each with a line that counts the others.
    expect(items).toHaveLength(4 * (MOST_OF_A_KIND + 1))
    expect(asked).toBe(4 * MOST_OF_A_KIND)
  })
})

describe('emergencies that run', () => {
  const runs = emergency(NOW, { incident: 'a' })

  it('stand before every other red item, the real ones before drills, and must be opened; ended ones do not', () => {
    const { items } = composeHandover(
      facts({
        open: [incident('a', { level: 1 })],
        emergencies: [
          emergency(NOW, { id: 'd', drill: true }),
          emergency(NOW, { id: 'over', endedAt: NOW, reports: [] }),
          emergency(NOW, { id: 'two', level: 2 }),
          runs,
        ],
      }),
    )
    expect(items.map(({ id, section, mustOpen }) => [id, section, mustOpen])).toEqual([
      ['emergency:em-1', 'red', true],
      ['emergency:two', 'red', true],
      ['emergency:d', 'red', true],
      ['case:a', 'red', true],
    ])
    expect(items[0]).toMatchObject({ level: 1, subject: { kind: 'emergency', id: 'em-1' } })
    // A drill says its level in words only: its mark would look like the real thing.
    expect(items[2]?.level).toBeUndefined()
    expect(items[2]?.text.zh).toMatch(/^【演练】Ⅰ级应急演练/)
  })

  it('say who commands, who is not in place, what is open first and which report is due, in both languages', () => {
    const [item] = composeHandover(facts({ emergencies: [runs], open: [incident('a', { simulated: true })] })).items
    expect(item?.text.zh).toBe(
      '【模拟】Ⅰ级应急响应 文昌中路下穿通道积水，车辆被困（《城市内涝应急预案》）：11-21 16:16 启动，值班长指挥，牵头 部门shuili；' +
        '应到 12 个单位，就位 7 个：部门shuili、部门paishui、部门jiaojing、部门xiaofang、部门power、部门bus、部门qixiang；' +
        '未就位：部门weijian；尚未应答：部门yingji、部门gas、部门district-321002、部门chengguan；2 个单位未签收指令；' +
        '步骤未完成 7/10 项；部门jiaojing：封闭下穿通道，疏导车流（11-21 16:31 前，已超期）；部门paishui：移动泵车到场强排（11-21 16:46 前）；' +
        '部门weijian：急救车组待命（11-21 16:46 前）；部门shuili：预降河道水位，调度沿江涵闸（11-21 17:01 前）；' +
        '部门power：巡查低洼地段配电设施，涉水断电（11-21 17:01 前）；另有 2 项；首报限 11-21 16:46',
    )
    expect(item?.text.en).toMatch(
      /^\[simulated\] emergency response, level I: Wenchang .* declared 11-21 16:16, commanded by the duty chief, lead: department shuili; 7 of 12 units in place/,
    )
    expect(item?.text.en).toMatch(
      /2 units have not signed; 7 of 10 steps not done; .*, late\).*; 2 more; first report due 11-21 16:46$/,
    )
  })

  it('say so when nothing is left to do, and when the report is late', () => {
    const [item] = composeHandover(
      facts({
        emergencies: [
          {
            ...runs,
            parties: PLAN.parties.map(({ department, lead }) => ({ department, lead, signedAt: NOW, answer: 'ready' })),
            steps: runs.steps.map((step) => ({ ...step, doneAt: NOW })),
            reports: [
              { n: 1, kind: 'first', dueAt: NOW - HOUR, submittedAt: NOW - HOUR },
              { n: 2, kind: 'follow', dueAt: NOW },
            ],
          },
        ],
      }),
    ).items
    expect(item?.text.zh).toMatch(/就位 12 个：[^；]*；预案步骤均已完成；续报限 11-21 16:40，已逾期$/)
    expect(item?.text.en).toMatch(/all steps of the plan are done; follow-up report was due 11-21 16:40, late$/)
  })

  it('that have ended leave the last report they owe, not as a red item, until it is submitted', () => {
    const owing = emergency(NOW, {
      id: 'over',
      endedAt: NOW,
      reports: [
        { n: 1, kind: 'first', dueAt: NOW - HOUR, submittedAt: NOW - HOUR },
        { n: 2, kind: 'final', dueAt: NOW + HOUR },
      ],
    })
    const sent = owing.reports.map((one) => ({ ...one, submittedAt: NOW }))
    const { items } = composeHandover(facts({ emergencies: [{ ...owing, id: 'sent', reports: sent }, owing] }))
    expect(items).toEqual([
      {
        id: 'report:over:2',
        section: 'promises',
        text: {
          zh: 'Ⅰ级应急响应 文昌中路下穿通道积水，车辆被困（《城市内涝应急预案》）：11-21 16:40 已终止；终报限 11-21 17:40',
          en: expect.stringMatching(/: ended 11-21 16:40; final report due 11-21 17:40$/) as string,
        },
        subject: { kind: 'emergency', id: 'over' },
        dueAt: NOW + HOUR,
        mustOpen: false,
      },
    ])
  })

  it('never pass on what was written freely', () => {
    const { items } = composeHandover(facts({ emergencies: [runs] }))
    expect(JSON.stringify(items)).not.toContain('急救车 2 辆')
  })
})

describe('promises', () => {
  it.each([
    ['a granted extension with its new deadline', { open: [incident('a', { extensions: 1 })] }, ['extension:a']],
    ['a request that waits', { open: [incident('a', { request: { type: 'extension', reason: 'r' } })] }, ['request:a']],
    [
      'a suspension that ends in time to matter',
      {
        open: [
          incident('a', { state: 'suspended', suspendedUntil: NOW + HOUR }),
          incident('b', { state: 'suspended', suspendedUntil: NOW + 25 * HOUR }),
        ],
      },
      ['suspension:a'],
    ],
    [
      'a caller to be told',
      { open: [incident('a', { clocks: { respond: clock('respond', NOW + HOUR) } })] },
      ['respond:a'],
    ],
    [
      'not one who has been told',
      { open: [incident('a', { clocks: { respond: clock('respond', NOW + HOUR, { stoppedAt: NOW }) } })] },
      [],
    ],
    [
      'call-backs, the first due first',
      {
        toCallBack: [
          incident('a', { state: 'closed', clocks: { callBack: clock('callBack', NOW + 2 * HOUR) } }),
          incident('b', { state: 'closed', clocks: { callBack: clock('callBack', NOW + HOUR) } }),
        ],
      },
      ['callBack:b', 'callBack:a'],
    ],
    [
      'what a department answered to a supervision',
      {
        open: [
          incident('a', {
            supervisions: [
              {
                level: 'normal',
                text: '快办',
                by: '王海',
                at: NOW - HOUR,
                reply: { text: '今晚办完', by: '排水', at: NOW },
              },
            ],
          }),
        ],
      },
      ['reply:a/0'],
    ],
  ] as const)('%s', (_, given, expected) => {
    expect(idsOf('promises', given as Partial<HandoverFacts>)).toEqual(expected)
  })
})

it('hands over what stands: shelved alarms with end and reason, feeds, instructions with a leader’s first, notes', () => {
  const { items, figures } = composeHandover(
    facts({
      open: [
        incident('a', {
          supervisions: [
            { level: 'normal', text: '请加快', by: '王海', at: NOW - HOUR },
            { level: 'leader', text: '务必今天办结', by: '市领导', at: NOW - HOUR, dueAt: NOW + HOUR },
          ],
        }),
        incident('b', { clocks: { handle: clock('handle', NOW - 1) } }),
      ],
      alarms: [alarm('y', { shelvedUntil: NOW + HOUR, shelvedReason: '设备检修', acknowledgedAt: NOW })],
      feeds: [
        { id: 'f1', name: { zh: '空气', en: 'Air' }, state: 'late', lastSeenAt: NOW - HOUR },
        { id: 'f2', name: { zh: '水位', en: 'Water level' }, state: 'silent' },
      ],
      notes: [{ incident: incident('a'), n: 7, by: '陈立', text: '已电话告知社区' }],
    }),
  )
  const rest = items.filter((item) => item.section !== 'red')
  expect(rest.map((item) => item.id)).toEqual([
    'shelved:y',
    'feed:f2',
    'feed:f1',
    'supervision:a/1',
    'supervision:a/0',
    'note:a/7',
  ])
  expect(rest[0]?.text.zh).toBe('邗江区 江阳中路 3 号 积水深度，搁置至 11-21 17:40：设备检修')
  expect(rest[3]?.text.zh).toContain('批示（市领导）：务必今天办结，须于 11-21 17:40 前答复')
  expect(rest[5]?.text.en).toContain('陈立 noted: 已电话告知社区')
  expect(figures.map(({ id, value }) => [id, value])).toEqual([
    ['opened', 7],
    ['closed', 4],
    ['open', 2],
    ['overdue', 1],
    ['alarms', 19],
  ])
})
