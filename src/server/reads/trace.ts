// One case's journey from message to brief, from what the store kept: every step names what it was made from.
import { cityDate } from '../../core/clock/calendar.ts'
import type { Because } from '../../core/because.ts'
import type { EventBody } from '../../core/incident/events.ts'
import type { Actor } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import { EVENT_WORDS, ROLE_WORDS, SOURCE_WORDS, STATE_WORDS, levelWords } from '../../wire/words.ts'
import type { Trace } from '../../wire/api.ts'
import type { BriefView } from '../../wire/briefs.ts'
import { topics } from '../../wire/topics.ts'
import { foldEvents } from '../../core/incident/fold.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'

type Step = Trace['steps'][number]

const STAGES: readonly Text[] = [
  { zh: '城市里发生', en: 'the city happens' },
  { zh: 'MQTT 消息', en: 'MQTT message' },
  { zh: '观测或上报', en: 'observation or report' },
  { zh: '告警', en: 'alarm' },
  { zh: '案卷', en: 'incident' },
  { zh: '派遣单与时限', en: 'order with its clock' },
  { zh: '各屏实时画面', en: 'live screens' },
  { zh: '简报', en: 'brief' },
]
const nameOf = (stage: number): Text => STAGES[stage] ?? { zh: '', en: '' }

export interface TraceDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  /** Unit of one metric of one sensor; empty when the sensor is gone. */
  readonly unitOf: (sensor: string, metric: string) => string
  readonly briefOf: (date: string) => Promise<BriefView | undefined>
}

/** Undefined when there is no such case. */
export async function traceOf(deps: TraceDeps, incident: string): Promise<Trace | undefined> {
  const events = await deps.db.query
    .selectFrom('incident_event')
    .selectAll()
    .where('incident', '=', incident)
    .orderBy('n')
    .execute()
  if (events.length === 0) return undefined
  const steps: Step[] = [
    ...(await observed(deps, incident)),
    ...(await reported(deps, incident)),
    ...(await alarmed(deps, incident)),
  ]
  for (const e of events) {
    if (e.body.type === 'clocked') continue
    const order = ORDER_EVENTS.has(e.type)
    steps.push({
      stage: order ? 5 : 4,
      name: nameOf(order ? 5 : 4),
      id: `${incident}#${e.n}`,
      occurredAt: e.occurred_at.getTime(),
      recordedAt: e.recorded_at.getTime(),
      because: [...e.because],
      text: eventText(e.body, e.actor, deps.reference),
      detail: { ...e.body, hash: e.hash.toString('hex') },
    })
  }
  steps.push(shown(incident, events))
  steps.push(...(await briefed(deps, incident, events[0]?.occurred_at.getTime() ?? 0)))
  return { incident, steps: steps.sort((a, b) => a.stage - b.stage || a.recordedAt - b.recordedAt) }
}

const ORDER_EVENTS = new Set<string>([
  'dispatched',
  'accepted',
  'returned',
  'revoked',
  'engaged',
  'released',
  'orderAccepted',
  'orderReturned',
  'orderFinished',
  'submitted',
  'confirmed',
  'reworked',
  'reopened',
  'reminded',
  'escalated',
  'supervised',
  'replied',
  'extensionDecided',
  'suspensionDecided',
  'resumed',
])

function eventText(body: EventBody, { role, name }: Actor, reference: ReferenceIndex): Text {
  // The hub's own name is stored in one language only.
  const who = role === 'system' ? ROLE_WORDS.system : { zh: name, en: name }
  const words = EVENT_WORDS[body.type]
  const lead = body.type === 'dispatched' ? reference.departments.get(body.lead)?.name : undefined
  const to = lead === undefined ? { zh: '', en: '' } : { zh: `至${lead.zh}`, en: ` to ${lead.en}` }
  return { zh: `${who.zh}：${words.zh}${to.zh}`, en: `${who.en}: ${words.en}${to.en}` }
}

/** The observations that the alarms of the case rest on, and the messages they came in. */
async function observed({ db, reference, unitOf }: TraceDeps, incident: string): Promise<Step[]> {
  const { rows } = await db.pool.query<{
    sensor: string
    name: string
    device: string
    feed: string
    metric: string
    because: Because[]
    series: number
  }>(
    `select a.sensor, s.name, s.device, s.feed, a.metric, a.because, r.id as series
     from alarm a join sensor s on s.id = a.sensor join series r on r.sensor = a.sensor and r.metric = a.metric
     where a.incident = $1 order by a.raised_at limit 50`,
    [incident],
  )
  const steps: Step[] = []
  for (const row of rows)
    for (const because of row.because) {
      if (because.kind !== 'observation' || because.at === undefined) continue
      const found = await db.pool.query<{ value: number; quality: number; recorded: number }>(
        `select value, quality, (extract(epoch from recorded_at) * 1000)::float8 as recorded from observation where series = $1 and occurred_at = to_timestamp($2)`,
        [row.series, because.at / 1000],
      )
      const o = found.rows[0]
      const feed = reference.feeds.get(row.feed)
      const unit = unitOf(row.sensor, row.metric)
      const recordedAt = o?.recorded ?? because.at
      const place = { zh: row.name, en: row.name }
      const value =
        o === undefined
          ? { zh: '原值已按保存期清理', en: 'value expired by retention' }
          : { zh: `${o.value} ${unit}`, en: `${o.value} ${unit}` }
      const topic = feed?.topic.replace('{device}', row.device).replace('{metric}', row.metric) ?? row.feed
      steps.push(
        {
          stage: 0,
          name: nameOf(0),
          id: row.sensor,
          occurredAt: because.at,
          recordedAt: because.at,
          because: [],
          text: place,
          detail: { sensor: row.sensor, simulated: feed?.simulated ?? false },
        },
        {
          stage: 1,
          name: nameOf(1),
          id: topic,
          occurredAt: because.at,
          recordedAt,
          because: [{ kind: 'sensor', id: row.sensor }],
          text: { zh: `${feed?.name.zh ?? row.feed}：${topic}`, en: `${feed?.name.en ?? row.feed}: ${topic}` },
          detail: { feed: row.feed, format: feed?.format, gateway: feed?.gateway },
        },
        {
          stage: 2,
          name: nameOf(2),
          id: because.id,
          occurredAt: because.at,
          recordedAt,
          because: [
            { kind: 'message', id: topic },
            { kind: 'feed', id: row.feed },
          ],
          text: value,
          detail: { ...o, metric: row.metric },
        },
      )
    }
  return steps
}

async function reported({ db }: TraceDeps, incident: string): Promise<Step[]> {
  const rows = await db.query
    .selectFrom('report')
    .select(['id', 'feed', 'channel', 'text', 'occurred_at', 'recorded_at', 'simulated'])
    .where('incident', '=', incident)
    .orderBy('recorded_at')
    .limit(50)
    .execute()
  return rows.flatMap((r): Step[] => {
    const times = { occurredAt: r.occurred_at.getTime(), recordedAt: r.recorded_at.getTime() }
    const channel = SOURCE_WORDS[r.channel as keyof typeof SOURCE_WORDS] ?? {
      zh: r.channel,
      en: r.channel,
    }
    return [
      { stage: 1, name: nameOf(1), id: r.feed, ...times, because: [], text: channel, detail: { feed: r.feed } },
      {
        stage: 2,
        name: nameOf(2),
        id: r.id,
        ...times,
        because: [],
        text: { zh: r.text, en: r.text },
        detail: { channel: r.channel, simulated: r.simulated },
      },
    ]
  })
}

async function alarmed({ db, reference, unitOf }: TraceDeps, incident: string): Promise<Step[]> {
  const rows = await db.query
    .selectFrom('alarm')
    .selectAll()
    .where('incident', '=', incident)
    .orderBy('raised_at')
    .limit(50)
    .execute()
  return rows.map((a): Step => {
    const rule = reference.alarmRules.get(a.rule)
    const level = levelWords(a.level)
    const unit = unitOf(a.sensor, a.metric)
    return {
      stage: 3,
      name: nameOf(3),
      id: a.id,
      occurredAt: a.raised_at.getTime(),
      recordedAt: a.recorded_at.getTime(),
      because: [...a.because],
      text: {
        zh: `${rule?.name.zh ?? a.rule} ${level.zh}，${a.value} ${unit}`,
        en: `${rule?.name.en ?? a.rule} ${level.en}, ${a.value} ${unit}`,
      },
      detail: {
        rule,
        level: a.level,
        value: a.value,
        clearedAt: a.cleared_at?.getTime(),
        clearedReason: a.cleared_reason ?? undefined,
      },
    }
  })
}

interface EventRow {
  readonly incident: string
  readonly n: number
  readonly actor: Parameters<typeof foldEvents>[0] extends Iterable<infer E>
    ? E extends { actor: infer A }
      ? A
      : never
    : never
  readonly occurred_at: Date
  readonly recorded_at: Date
  readonly because: readonly Because[]
  readonly body: EventBody
}

/** What the screens were told last: the fold of the log, by its version. */
function shown(incident: string, events: readonly EventRow[]): Step {
  const fold = foldEvents(
    events.map((e) => ({
      incident: e.incident,
      n: e.n,
      actor: e.actor,
      occurredAt: e.occurred_at.getTime(),
      recordedAt: e.recorded_at.getTime(),
      because: e.because,
      body: e.body,
    })),
  )
  const last = events.at(-1)
  const at = last?.recorded_at.getTime() ?? 0
  const state = fold === undefined ? { zh: '', en: '' } : STATE_WORDS[fold.state]
  return {
    stage: 6,
    name: nameOf(6),
    id: topics.view('incidents'),
    occurredAt: at,
    recordedAt: at,
    because: [{ kind: 'event', id: `${incident}#${last?.n ?? 0}` }],
    text: { zh: `第 ${fold?.version ?? 0} 版：${state.zh}`, en: `version ${fold?.version ?? 0}: ${state.en}` },
    detail: { version: fold?.version },
  }
}

async function briefed({ briefOf, reference }: TraceDeps, incident: string, openedAt: number): Promise<Step[]> {
  const date = cityDate(openedAt, reference.city)
  const brief = await briefOf(date)
  if (brief === undefined) return []
  return brief.statements
    .filter((s) => s.sources.some((b) => b.kind === 'incident' && b.id === incident))
    .map((s): Step => ({
      stage: 7,
      name: nameOf(7),
      id: `${date}/${s.id}`,
      occurredAt: brief.asOf,
      recordedAt: brief.issuedAt ?? brief.asOf,
      because: [{ kind: 'incident', id: incident }],
      text: s.text,
      detail: { date, section: s.section },
    }))
}
