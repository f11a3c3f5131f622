// More to write briefs about: a holiday, a day whose feeds failed, one without cases, a renamed department, a week and a month.
import type { Before, BriefCase, BriefFacts, BriefSupervised, BriefWarning } from '../../../src/core/brief/types.ts'
import type { Text } from '../../../src/core/text.ts'
import { at } from '../clock/fixtures.ts'
import { CALM, EMPTY, STORM, TO, caseOf, feedOf, indicatorOf } from './days.ts'

const t = (zh: string, en: string): Text => ({ zh, en })
export const before = (more: Partial<Before>): Before => ({
  opened: 0,
  closed: 0,
  due: 0,
  onTime: 0,
  complete: true,
  ...more,
})

const WARNINGS: readonly BriefWarning[] = [
  {
    id: 'w1',
    title: t('暴雨橙色预警', 'Orange rainstorm warning'),
    level: 2,
    issuedAt: at('2026-10-13 16:20'),
    cancelledAt: at('2026-10-13 21:05'),
    sender: '扬州市气象台',
    simulated: false,
  },
  {
    id: 'w2',
    title: t('大风黄色预警', 'Yellow gale warning'),
    level: 3,
    issuedAt: at('2026-10-13 15:00'),
    expiresAt: at('2026-10-14 15:00'),
    sender: '扬州市气象台',
    simulated: true,
  },
]
export const SUPERVISED: readonly BriefSupervised[] = [
  {
    id: 's1',
    code: 'YZ-DB-2026-0007',
    title: t('文昌中路积水点整治', 'The ponding of Wenchang Middle Road'),
    origin: 'instruction',
    state: 'inProgress',
    colour: 'red',
    by: t('王副市长', 'Vice Mayor Wang'),
    leadName: t('市排水管理中心', 'Drainage Centre'),
    givenAt: at('2026-10-09 08:30'),
    dueAt: at('2026-10-12 18:00'),
    signedAt: at('2026-10-09 10:00'),
    lastWord: t('泵站已更换一台水泵，余下一台待到货。', 'One pump of the station is replaced, the other on order.'),
  },
  {
    id: 's2',
    code: 'YZ-DB-2026-0008',
    title: t('皮市街占道经营反复', 'Street vending in Pishi Street again and again'),
    origin: 'repeated',
    state: 'pendingSign',
    colour: 'yellow',
    by: t('值班长', 'the duty chief'),
    leadName: t('市城管局', 'City Management Bureau'),
    givenAt: at('2026-10-13 09:00'),
    dueAt: at('2026-10-15 18:00'),
  },
  {
    id: 's3',
    code: 'YZ-DB-2026-0005',
    title: t('井盖排查', 'Check of manhole covers'),
    origin: 'meeting',
    state: 'closed',
    colour: 'blue',
    by: t('王副市长', 'Vice Mayor Wang'),
    leadName: t('市排水管理中心', 'Drainage Centre'),
    givenAt: at('2026-10-06 09:00'),
    dueAt: at('2026-10-14 18:00'),
    closedAt: at('2026-10-13 16:00'),
  },
]

/** The storm with all that a hub of a whole city knows of it. */
export const WHOLE_STORM: BriefFacts = {
  ...STORM,
  previous: before({ opened: 12, closed: 20, due: 18, onTime: 17 }),
  lastWeek: before({ opened: 9, closed: 1, due: 12, onTime: 12 }),
  lastYear: before({ opened: 0, closed: 1 }),
  warnings: WARNINGS,
  supervised: SUPERVISED,
  shifts: [
    {
      name: t('白班', 'Day shift'),
      from: at('2026-10-13 08:00'),
      to: at('2026-10-13 20:00'),
      people: [
        { name: '陈明', post: t('值班长', 'duty chief') },
        { name: '李静', post: t('派遣员', 'dispatcher') },
      ],
    },
    { name: t('夜班', 'Night shift'), from: at('2026-10-13 20:00'), to: at('2026-10-14 08:00'), people: [] },
  ],
  indicators: STORM.indicators.map((i) =>
    i.id === 'traffic-index'
      ? { ...i, lastYear: 5.9, ahead: { at: at('2026-10-14 18:00'), value: 8.2, low: 7.1, high: 9, level: 2 } }
      : i.id === 'ponding-max'
        ? { ...i, series: [0, 0.1, null, 0.31] }
        : i,
  ),
  cases: STORM.cases.map((c, n) => ({ ...c, lng: 119.43 + n * 0.001, lat: 32.39, area: '321002001' })),
}

export const HOLIDAY: BriefFacts = {
  ...CALM,
  calendar: t('国庆节假期', 'the National Day holiday'),
  calendars: { lastWeek: t('国庆节调休上班日', 'a workday moved for National Day') },
  previous: before({ opened: 31, closed: 30, due: 28, onTime: 28 }),
  lastWeek: before({ opened: 10, closed: 2 }),
  lastYear: before({ opened: 9, closed: 2 }),
}

export const FAILURE: BriefFacts = {
  ...CALM,
  feeds: [
    feedOf('air', t('空气站', 'Air stations'), { silent: true, accepted: 0, lastAt: at('2026-10-12 22:10') }),
    feedOf('hotline', t('12345热线', '12345 hotline'), { silent: true, accepted: 40, lastAt: at('2026-10-13 11:30') }),
    feedOf('lights', t('路灯', 'Street lights'), { accepted: 90 }),
  ],
  indicators: CALM.indicators.map((i) => (i.id === 'aqi' ? indicatorOf('aqi', i.name, { coverage: 0 }) : i)),
  previous: before({ complete: false }),
}

/** All feeds deliver; nobody reported anything. */
export const NO_CASES: BriefFacts = { ...CALM, cases: [], previous: before({}) }

const worked = (n: number, over: Partial<BriefCase> = {}): BriefCase => ({
  ...caseOf({
    id: `r${n}`,
    place: ['皮市街', 'Pishi Street'],
    matter: '09006',
    level: 4,
    state: 'closed',
    lead: 'cityAdmin',
    times: { opened: `${String(8 + (n % 6)).padStart(2, '0')}:00`, due: '16:00', confirmed: '14:30', closed: '15:00' },
  }),
  ...over,
})
export const RENAMED: BriefFacts = {
  ...CALM,
  cases: [
    ...Array.from({ length: 12 }, (_, n) =>
      worked(n, n < 6 ? { leadName: t('市容管理局', 'Cityscape Bureau'), openedAt: at('2026-10-13 06:00') } : {}),
    ),
    ...Array.from({ length: 11 }, (_, n) =>
      worked(20 + n, {
        lead: 'drainage',
        leadName: t('市排水管理中心', 'Drainage Centre'),
        ...(n < 2 && { confirmedAt: at('2026-10-13 17:00'), closedAt: at('2026-10-13 18:00') }),
      }),
    ),
  ],
}

/** Three calls about one compound, in other words and one of another matter, and one far away; the day before two and one refused. */
export const TOPICS: BriefFacts = {
  ...CALM,
  callsBefore: {
    around: ['r40'],
    cases: [
      worked(90, { words: '文昌花园南门烧烤油烟', lng: 119.431, lat: 32.391, openedAt: at('2026-10-12 21:00') }),
      worked(91, {
        ...{ words: '文昌花园南门夜间烧烤油烟噪声', matter: 'E001', matterName: t('道路积水', 'Road ponding') },
        ...{ lng: 119.43, lat: 32.39, openedAt: at('2026-10-12 22:00') },
      }),
      worked(92, { state: 'refused', lng: 119.43, lat: 32.39, openedAt: at('2026-10-12 22:30') }),
      worked(93, { lng: 119.48, lat: 32.39, openedAt: at('2026-10-12 22:40') }),
    ],
  },
  cases: [
    ...['文昌花园南门夜间烧烤油烟噪声扰民', '文昌花园南门烧烤摊夜间油烟噪声', '文昌花园南门夜间噪声扰民'].map(
      (words, n) =>
        worked(40 + n, {
          words,
          ...(n === 1 && { matter: 'E001', matterName: t('道路积水', 'Road ponding') }),
          lng: 119.43 + n * 0.001,
          lat: 32.39,
        }),
    ),
    worked(50, { words: '占道经营', lng: 119.5, lat: 32.39 }),
  ],
}

const longer: Pick<BriefFacts, 'utcOffsetMinutes' | 'now'> = { utcOffsetMinutes: 480, now: at('2026-11-02 08:00') }
const OVER_DAYS: readonly BriefCase[] = [...RENAMED.cases, ...STORM.cases].map((c, n) => ({
  ...c,
  lng: 119.43 + (n % 3) * 0.0001,
  lat: 32.39,
}))
export const WEEK: BriefFacts = {
  ...WHOLE_STORM,
  ...longer,
  key: '2026-W42',
  kind: 'weekly',
  date: '2026-10-12',
  from: at('2026-10-12 00:00'),
  to: at('2026-10-19 00:00'),
  cases: OVER_DAYS,
  previous: before({ opened: 25, closed: 28, due: 30, onTime: 27 }),
  callsBefore: {
    around: ['r0', 'YZ-20261013-000012'],
    cases: Array.from({ length: 12 }, (_, n) =>
      worked(100 + n, { lng: 119.43, lat: 32.39 + n * 0.0001, openedAt: at('2026-10-07 20:00') }),
    ),
  },
}
export const MONTH: BriefFacts = {
  ...WHOLE_STORM,
  ...longer,
  key: '2026-10',
  kind: 'monthly',
  date: '2026-10-01',
  from: at('2026-10-01 00:00'),
  to: at('2026-11-01 00:00'),
  cases: OVER_DAYS,
  calendar: t('国庆节假期', 'the National Day holiday'),
  previous: before({ opened: 25, closed: 28, due: 30, onTime: 27 }),
  lastYear: before({ opened: 29, closed: 22, due: 27, onTime: 20 }),
}
export const TOPIC: BriefFacts = {
  ...EMPTY,
  ...longer,
  key: 'topic-vending',
  kind: 'topic',
  title: t('占道经营专报', 'Street vending'),
  filter: { matter: '09006' },
  from: at('2026-10-12 00:00'),
  date: '2026-10-12',
  to: TO,
  cases: OVER_DAYS,
  feeds: CALM.feeds,
}
