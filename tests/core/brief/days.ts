// Two days to write briefs about: a calm one and a storm. Facts only.
import type { BriefCase, BriefFacts, BriefFeed, BriefIndicator } from '../../../src/core/brief/types.ts'
import type { Text } from '../../../src/core/text.ts'
import { at } from '../clock/fixtures.ts'

const t = (zh: string, en: string): Text => ({ zh, en })
const DATE = '2026-10-13'
export const FROM = at(`${DATE} 00:00`)
export const TO = at('2026-10-14 00:00')

const AREA = t('广陵区东关街道', 'Dongguan, Guangling')
const DEPARTMENTS: Record<string, Text> = {
  drainage: t('市排水管理中心', 'Drainage Centre'),
  cityAdmin: t('市城管局', 'City Management Bureau'),
  police: t('市交警支队', 'Traffic Police'),
}
const MATTERS: Record<string, Text> = {
  E001: t('道路积水', 'Road ponding'),
  '01003': t('雨水井盖异常', 'Storm manhole cover'),
  '09006': t('占道经营', 'Street vending'),
}

/** Times are `HH:MM` of the day, or `YYYY-MM-DD HH:MM`. */
interface Sketch {
  readonly id: string
  readonly place: [string, string]
  readonly matter: string
  readonly level: BriefCase['level']
  readonly state: BriefCase['state']
  readonly source?: string
  readonly lead?: string
  readonly supervised?: boolean
  readonly times: Partial<Record<'opened' | 'filed' | 'dispatched' | 'due' | 'confirmed' | 'closed', string>>
}
const instant = (text: string): number => at(text.length === 5 ? `${DATE} ${text}` : text)

export function caseOf({
  id,
  place,
  matter,
  level,
  state,
  source = 'hotline',
  lead,
  supervised,
  times,
}: Sketch): BriefCase {
  const name = MATTERS[matter]
  const leadName = lead === undefined ? undefined : DEPARTMENTS[lead]
  const when = (key: keyof Sketch['times'], field: keyof BriefCase) =>
    times[key] === undefined ? {} : { [field]: instant(times[key]) }
  return {
    id,
    code: id,
    title: name ? t(`${place[0]} ${name.zh}`, `${name.en} · ${place[1]}`) : t(place[0], place[1]),
    state,
    level,
    matter,
    ...(name && { matterName: name }),
    source,
    areaName: AREA,
    ...(lead !== undefined && { lead }),
    ...(leadName && { leadName }),
    ...(supervised !== undefined && { supervised }),
    openedAt: instant(times.opened ?? '00:00'),
    ...when('filed', 'filedAt'),
    ...when('dispatched', 'dispatchedAt'),
    ...when('due', 'dueAt'),
    ...when('confirmed', 'confirmedAt'),
    ...when('closed', 'closedAt'),
  }
}

export const indicatorOf = (id: string, name: Text, more: Partial<BriefIndicator> = {}): BriefIndicator => ({
  id,
  name,
  unit: '',
  decimals: 0,
  polarity: 'lowerBetter',
  rate: false,
  at: TO - 300_000,
  coverage: 1,
  ...more,
})
export const feedOf = (id: string, name: Text, more: Partial<BriefFeed> = {}): BriefFeed => ({
  id,
  name,
  accepted: 1000,
  rejected: 0,
  lastAt: TO - 60_000,
  silent: false,
  ...more,
})

const AQI = t('空气质量指数', 'Air quality index')
const ROAD: [string, string] = ['文昌中路', 'Wenchang Middle Road']
const LANE: [string, string] = ['皮市街', 'Pishi Street']

export const NONE_BEFORE = { opened: 0, closed: 0, due: 0, onTime: 0, complete: true }
export const EMPTY: BriefFacts = {
  key: DATE,
  kind: 'daily',
  date: DATE,
  from: FROM,
  to: TO,
  now: TO,
  cases: [],
  previous: NONE_BEFORE,
  warnings: [],
  supervised: [],
  shifts: [],
  indicators: [],
  alarms: [],
  feeds: [],
  simulated: false,
}

export const CALM: BriefFacts = {
  ...EMPTY,
  now: at('2026-10-14 07:30'),
  cases: [
    caseOf({
      id: 'YZ-20261013-000001',
      place: LANE,
      matter: '09006',
      level: 4,
      state: 'closed',
      lead: 'cityAdmin',
      times: {
        opened: '09:10',
        filed: '09:20',
        dispatched: '09:25',
        due: '11:25',
        confirmed: '10:40',
        closed: '11:05',
      },
    }),
    caseOf({
      id: 'YZ-20261013-000002',
      place: ROAD,
      matter: '01003',
      level: 3,
      state: 'handling',
      source: 'patrol',
      lead: 'drainage',
      times: { opened: '16:00', filed: '16:10', dispatched: '16:20', due: '2026-10-14 16:20' },
    }),
    caseOf({
      id: 'YZ-20261012-000009',
      place: ROAD,
      matter: '09006',
      level: 4,
      state: 'closed',
      lead: 'cityAdmin',
      times: {
        opened: '2026-10-12 20:00',
        filed: '2026-10-12 20:10',
        dispatched: '2026-10-12 20:20',
        due: '10:20',
        confirmed: '09:00',
        closed: '09:30',
      },
    }),
  ],
  previous: { ...NONE_BEFORE, opened: 4, closed: 2 },
  indicators: [
    indicatorOf('aqi', AQI, { value: 42, previous: 45, min: 30, max: 51 }),
    indicatorOf('lights', t('亮灯率', 'Street lights in order'), {
      value: 99.4,
      decimals: 1,
      unit: '%',
      rate: true,
      polarity: 'higherBetter',
      previous: 97.9,
      min: 98.8,
      max: 99.6,
      coverage: 0.984,
    }),
    indicatorOf('rain-1h', t('最大小时雨量', 'Highest rain in an hour'), {
      value: 0,
      decimals: 1,
      unit: 'mm',
      previous: 0,
      min: 0,
      max: 0,
    }),
  ],
  feeds: [
    feedOf('air', t('空气站', 'Air stations')),
    feedOf('hotline', t('12345热线', '12345 hotline'), { accepted: 52 }),
  ],
}

export const STORM: BriefFacts = {
  ...EMPTY,
  now: at('2026-10-14 07:30'),
  heads: [
    { chain: 'cases', seq: 1204, hash: '9f86d081884c7d65'.repeat(4), at: at('2026-10-14 00:00') },
    { chain: 'audit', seq: 1, hash: '60303ae22b998861'.repeat(4), at: at('2026-10-14 00:00') },
  ],
  simulated: true,
  cases: [
    caseOf({
      id: 'YZ-20261013-000011',
      place: ROAD,
      matter: 'E001',
      level: 1,
      state: 'handling',
      source: 'sensor',
      lead: 'drainage',
      supervised: true,
      times: { opened: '17:05', filed: '17:05', dispatched: '17:08', due: '19:08' },
    }),
    caseOf({
      id: 'YZ-20261013-000012',
      place: LANE,
      matter: 'E001',
      level: 2,
      state: 'pendingCheck',
      lead: 'drainage',
      times: { opened: '17:20', filed: '17:25', dispatched: '17:30', due: '19:30', confirmed: '20:10' },
    }),
    caseOf({
      id: 'YZ-20261013-000013',
      place: ['淮海路', 'Huaihai Road'],
      matter: 'E001',
      level: 2,
      state: 'closed',
      source: 'camera',
      lead: 'police',
      times: {
        opened: '17:40',
        filed: '17:50',
        dispatched: '17:55',
        due: '19:55',
        confirmed: '18:30',
        closed: '19:00',
      },
    }),
    caseOf({
      id: 'YZ-20261013-000014',
      place: ['汶河路', 'Wenhe Road'],
      matter: 'E001',
      level: 2,
      state: 'pendingDispatch',
      times: { opened: '23:40', filed: '23:50' },
    }),
    caseOf({
      id: 'YZ-20261013-000015',
      place: LANE,
      matter: '01003',
      level: 4,
      state: 'suspended',
      source: 'patrol',
      lead: 'drainage',
      times: { opened: '08:00', filed: '08:05', dispatched: '08:10', due: '16:10' },
    }),
    caseOf({
      id: 'YZ-20261013-000016',
      place: LANE,
      matter: '09006',
      level: 4,
      state: 'refused',
      times: { opened: '10:00' },
    }),
    caseOf({
      id: 'YZ-20261012-000003',
      place: ROAD,
      matter: '01003',
      level: 3,
      state: 'handling',
      lead: 'cityAdmin',
      times: { opened: '2026-10-12 09:00', filed: '2026-10-12 09:05', dispatched: '2026-10-12 09:10', due: '09:10' },
    }),
  ],
  previous: { ...NONE_BEFORE, opened: 12, closed: 0 },
  indicators: [
    indicatorOf('ponding-max', t('最深积水', 'Deepest ponding'), {
      value: 0.31,
      decimals: 2,
      unit: 'm',
      level: 1,
      previous: 0,
      min: 0,
      max: 0.46,
      coverage: 0.9,
    }),
    indicatorOf('traffic-index', t('交通运行指数', 'Traffic index'), {
      value: 6.4,
      decimals: 1,
      level: 3,
      previous: 3.2,
      min: 1.1,
      max: 8,
    }),
    indicatorOf('pm25', t('PM2.5平均浓度', 'Mean PM2.5'), {
      value: 18,
      unit: 'ug/m3',
      previous: 30,
      min: 12,
      max: 33,
      at: at('2026-10-13 20:00'),
    }),
    indicatorOf('gas-high', t('燃气浓度报警点', 'Gas detectors in alarm'), { coverage: 0.4 }),
  ],
  alarms: [
    { id: 'a1', level: 1, raisedAt: at('2026-10-13 17:04') },
    { id: 'a2', level: 2, raisedAt: at('2026-10-13 17:10') },
    { id: 'a3', level: 2, raisedAt: at('2026-10-13 17:15'), clearedAt: at('2026-10-13 21:00') },
    { id: 'a4', level: 2, raisedAt: at('2026-10-14 01:00') },
  ],
  feeds: [
    feedOf('ponding', t('道路积水监测', 'Road ponding'), { accepted: 48_210, rejected: 96 }),
    feedOf('gas', t('燃气监测', 'Gas detectors'), {
      accepted: 310,
      rejected: 4,
      silent: true,
      lastAt: at('2026-10-13 18:02'),
    }),
    feedOf('air', t('空气站', 'Air stations'), { accepted: 9_120 }),
  ],
}
