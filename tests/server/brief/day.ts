// A day of a city in a real store: cases in every state by their real acts, indicators by the minute, feeds, alarms, a warning,
// a forecast. Saturday 2026-11-21; the brief is written the next morning at 07:30.
import { DAY_MS, daySpan, HOUR_MS, MINUTE_MS } from '../../../src/core/clock/calendar.ts'
import { composeBrief } from '../../../src/core/brief/compose.ts'
import type { BriefSupervised } from '../../../src/core/brief/types.ts'
import type { IndicatorValue } from '../../../src/core/indicate/types.ts'
import type { Report } from '../../../src/core/observe/types.ts'
import type { Warning } from '../../../src/core/warning/types.ts'
import { askOf, type FactsAsk, type FactsDeps, gatherFacts } from '../../../src/server/brief/facts.ts'
import { shiftsOf } from '../../../src/server/brief/factsDuty.ts'
import { writeCounters } from '../../../src/server/ingest/pending.ts'
import { storeHour, storeMinutes, summariesAt } from '../../../src/server/signs/minutes.ts'
import { writeWarnings } from '../../../src/server/warnings/store.ts'
import type { BriefView } from '../../../src/wire/briefs.ts'
import { PLACE, people, stageCases, type CaseStage } from '../cases/setup.ts'

export const DATE = '2026-11-21'
export const { from: FROM, to: TO } = daySpan(DATE, { utcOffsetMinutes: 480 })
export const WRITTEN_AT = TO + 7.5 * HOUR_MS
/** An instant of the day, `HH:MM` of the city, on `day` days later. */
export const at = (time: string, day = 0): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return FROM + day * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS
}

export interface Day extends CaseStage {
  readonly facts: FactsDeps
  readonly supervised: BriefSupervised[]
  opens(time: number): Promise<string>
  calls(time: number, text?: string): Promise<string>
  /** Through the hotline, learnt of only now; `north`: metres from where all else happens. */
  hotline(time: number, text: string, north?: number): Promise<string>
  dispatches(id: string, time: number): Promise<void>
  confirms(id: string, time: number): Promise<void>
  closes(id: string, time: number): Promise<void>
  brief(ask?: Partial<FactsAsk>): Promise<BriefView>
}

export async function stageDay(): Promise<Day> {
  const stage = await stageCases()
  const { clock, cases, does, db, reference } = stage
  const supervised: BriefSupervised[] = []
  let serial = 0
  const facts: FactsDeps = {
    ...{ db, reference, now: () => clock.at, feeds: () => [], simulation: false },
    supervised: () => Promise.resolve(supervised),
    shifts: (from, until) => shiftsOf({ db, reference }, from, until),
  }
  return {
    ...stage,
    facts,
    supervised,
    opens(time) {
      clock.at = time
      return cases.fromAlarm(stage.alarm(`day-${(serial += 1)}`))
    },
    async calls(time, text = '路面积水很深，王先生13800001234') {
      clock.at = time
      const report = {
        key: `day-call-${(serial += 1)}`,
        text,
        lng: PLACE.lng,
        lat: PLACE.lat,
        reporter: { name: '王五' },
      }
      return (await cases.fromDesk(report, PLACE, people.acceptor)).id
    },
    hotline(time, text, north = 0) {
      const report = { channel: 'hotline', text, occurredAt: time } as Report
      const place = { ...PLACE, lat: PLACE.lat + north / 111_195 }
      const reportId = `feed/call-${(serial += 1)}`
      return cases.fromReport({ reportId, report, place, callable: false, simulated: false })
    },
    async dispatches(id, time) {
      clock.at = time
      await does(people.dispatcher, id, { act: 'dispatch', lead: 'paishui', assist: [] })
    },
    async confirms(id, time) {
      clock.at = time
      const photos = [await stage.photo('after')]
      await does(people.paishui, id, { act: 'accept' })
      await does(people.paishui, id, { act: 'submit', note: '已抽排', photos })
      await does(people.paishui, id, { act: 'confirm' })
    },
    async closes(id, time) {
      clock.at = time
      const photos = [await stage.photo('after')]
      await does(people.collector, id, { act: 'check', passed: true, photos })
      await does(people.acceptor, id, { act: 'close', conditionMet: true })
    },
    async brief(ask = {}) {
      const daily = askOf(DATE, reference.city)
      if (daily === undefined) throw new Error('no such day')
      return issued(composeBrief(await gatherFacts(facts, { ...daily, ...ask })))
    },
  }
}

/** As the documents keep it. */
export const issued = (brief: ReturnType<typeof composeBrief>): BriefView =>
  structuredClone({ ...brief, state: 'issued', version: 1, inputs: [], corrections: [] }) as unknown as BriefView

export interface Cast {
  readonly standing: string
  readonly late: string
  readonly filedLast: string
  readonly handled: string
}

/** Cases of every kind, up to the morning after. */
export async function playCases(day: Day): Promise<Cast> {
  const { clock, does } = day
  const standing = await day.opens(at('19:00', -1))
  await day.dispatches(standing, at('19:10', -1))
  const before = await day.opens(at('20:00', -1))
  await day.dispatches(before, at('20:05', -1))
  await day.confirms(before, at('20:40', -1))
  await day.closes(before, at('21:00', -1))
  const prompt = await day.opens(at('01:00'))
  await day.dispatches(prompt, at('01:05'))
  await day.confirms(prompt, at('01:30'))
  await day.closes(prompt, at('02:00'))
  const late = await day.opens(at('02:10'))
  await day.dispatches(late, at('02:20'))
  const returned = await day.opens(at('03:00'))
  await day.dispatches(returned, at('03:05'))
  clock.at = at('03:30')
  await does(people.paishui, returned, { act: 'return', reason: '非本单位职责范围' })
  await day.dispatches(returned, at('04:00'))
  const suspended = await day.opens(at('05:00'))
  await day.dispatches(suspended, at('05:05'))
  clock.at = at('05:30')
  await does(people.paishui, suspended, { act: 'accept' })
  await does(people.paishui, suspended, { act: 'requestSuspension', reason: '等待备件', until: at('12:00', 5) })
  await does(people.dispatcher, suspended, { act: 'decideSuspension', granted: true })
  const refused = await day.calls(at('08:00'), '咨询公积金')
  clock.at = at('08:10')
  await does(people.dutyChief, refused, { act: 'refuse', reason: '不属于城市管理范围' })
  const twin = await day.calls(at('09:00'))
  clock.at = at('09:05')
  await does(people.acceptor, twin, { act: 'merge', into: standing, reason: '同一处积水' })
  const watched = await day.opens(at('12:00'))
  await day.dispatches(watched, at('12:05'))
  clock.at = at('12:30')
  await does(people.leader, watched, { act: 'supervise', text: '请尽快' })
  await day.confirms(late, at('20:00'))
  const handled = await day.opens(at('22:30'))
  await day.dispatches(handled, at('22:40'))
  const filedLast = await day.calls(at('23:40'), '文昌中路路灯不亮，夜里很黑')
  clock.at = at('23:55')
  const [matter] = day.reference.matters.values()
  await does(people.acceptor, filedLast, {
    act: 'file',
    matter: matter?.code ?? '',
    condition: matter?.conditions[0]?.id ?? '',
  })
  // Taken back after midnight: it never was filed.
  clock.at = at('00:03', 1)
  await does(people.acceptor, filedLast, { act: 'undo' })
  // The night goes on: none of it is of the day.
  await day.confirms(handled, at('00:20', 1))
  await day.closes(handled, at('00:40', 1))
  await day.closes(late, at('06:00', 1))
  return { standing, late, filedLast, handled }
}

const INDICATORS = ['pm25', 'temperature', 'noise-ok'] as const
/** Deterministic, different by day. */
export const signAt = (of: number, time: number): number =>
  Math.round(20 + 10 * of + 8 * Math.sin(time / (3 * HOUR_MS)) + ((time / DAY_MS) % 5))

export async function playSigns({ db, reference }: Day): Promise<void> {
  const area = reference.city.code
  const defs = new Map(INDICATORS.flatMap((id) => reference.indicators.get(id) ?? []).map((def) => [def.id, def]))
  for (const begin of [FROM - 7 * DAY_MS, FROM - DAY_MS, FROM, TO]) {
    const end = begin === TO ? WRITTEN_AT : begin + DAY_MS
    const values: IndicatorValue[] = []
    for (let time = begin; time < end; time += MINUTE_MS)
      for (const [of, indicator] of INDICATORS.entries()) {
        const one = { indicator, area, at: time, coverage: 0.9, simulated: false, suspect: 0, mixed: false }
        // A quarter of an hour at noon nothing is known.
        const isBlind = (time - begin) / MINUTE_MS >= 720 && (time - begin) / MINUTE_MS < 735
        values.push((isBlind ? one : { ...one, value: signAt(of, time) }) as unknown as IndicatorValue)
      }
    await storeMinutes(db, values)
    for (let hour = begin; hour + HOUR_MS <= end; hour += HOUR_MS)
      await storeHour(db, hour, await summariesAt(db, hour), defs, reference.city.utcOffsetMinutes)
  }
}

export async function playFeeds({ db, reference }: Day): Promise<void> {
  const rows = [...reference.feeds.values()].slice(0, 4).flatMap(({ id }, n) =>
    Array.from({ length: 24 }, (_, h) => ({
      feed: id,
      hourAt: FROM + h * HOUR_MS,
      outcome: 'accepted',
      n: 100 + n,
      lastAt: FROM + h * HOUR_MS + 59 * MINUTE_MS + 59_000,
    })),
  )
  // The third fell silent in the afternoon; the first refused some.
  const silent = [...reference.feeds.values()].filter(({ carries }) => carries.includes('readings'))[1]
  const kept = rows.filter(({ feed, hourAt }) => feed !== silent?.id || hourAt < at('15:00'))
  const refused = {
    feed: rows[0]?.feed ?? '',
    hourAt: at('10:00'),
    outcome: 'reject:schema',
    n: 7,
    lastAt: at('10:20'),
  }
  const client = await db.pool.connect()
  try {
    await writeCounters(client, [...kept, refused])
    await writeWarnings(client, [
      { warning: rain(at('06:00')), body: '<alert/>', feed: 'weather', simulated: false, recordedAt: at('06:01') },
    ])
  } finally {
    client.release()
  }
  await db.pool.query(
    `insert into alarm (id, rule, sensor, metric, level, value, raised_at, recorded_at, cleared_at, because)
     values ('al-1', 'ponding-depth', 's/1', 'depthM', 2, 0.3, $1, $1, null, '[]'),
       ('al-2', 'ponding-depth', 's/2', 'depthM', 3, 0.2, $2, $2, $3, '[]')`,
    [new Date(at('13:00')), new Date(at('22:00')), new Date(at('01:00', 1))],
  )
  const points = Array.from({ length: 24 }, (_, n) => ({
    at: TO + (8 + n) * HOUR_MS,
    ahead: n + 1,
    value: 30 + n,
    low: 25 + n,
    high: 36 + n,
  }))
  await db.pool.query(
    `insert into forecast (indicator, area, made_at, model, learned_hours, simulated, body) values ('pm25', $1, $2, 'ridge-1', 2000, false, $3)`,
    [reference.city.code, new Date(TO + 7 * HOUR_MS), JSON.stringify(points)],
  )
  await db.pool.query(
    `insert into chain_published (date, chain, seq, hash, at) values ($1, 'cases', 41, '\\x0102', $2)`,
    ['2026-11-22', new Date(TO + MINUTE_MS)],
  )
}

export const rain = (sentAt: number, identifier = 'rain-1'): Warning =>
  ({
    ...{ sender: 'yz-qx', identifier, sentAt, status: 'Actual', msgType: 'Alert', scope: 'Public', references: [] },
    infos: [
      {
        ...{
          language: 'zh-CN',
          event: '暴雨',
          urgency: 'Immediate',
          severity: 'Moderate',
          certainty: 'Observed',
          responseTypes: [],
        },
        ...{
          eventCodes: [],
          parameters: [],
          senderName: '扬州市气象台',
          headline: '暴雨黄色预警',
          categories: ['Met'],
        },
        expiresAt: sentAt + 12 * HOUR_MS,
        areas: [{ name: '扬州市', geocodes: [{ name: 'adcode', value: '321000' }], polygons: [], circles: [] }],
      },
    ],
  }) as unknown as Warning
