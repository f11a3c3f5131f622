// One message's whole journey, stage by stage, in the shape of `GET /api/trace/:incident`. Each stage is a file beside this one;
// here they are only put in order and told in words.
import type { Clock } from '../../src/core/clock/types.ts'
import { observationId } from '../../src/core/because.ts'
import type { Recommendation } from '../../src/core/dispatch/types.ts'
import { qualityFlags } from '../../src/core/observe/check.ts'
import type { Text } from '../../src/core/text.ts'
import type { Inbound } from '../../src/server/broker/bus.ts'
import type { ReferenceIndex } from '../../src/server/reference/load.ts'
import type { Trace } from '../../src/wire/api.ts'
import { QUALITY_WORDS } from '../../src/wire/dataWords.ts'
import {
  CLOCK_STAGE_WORDS,
  EVENT_WORDS,
  LIMIT_UNIT_WORDS,
  ROLE_WORDS,
  STATE_WORDS,
  levelWords,
} from '../../src/wire/words.ts'
import { type Entry, act, advice, open } from './casework.ts'
import { type Morning, brief } from './morning.ts'
import { straightWay } from './plan.ts'
import { cityTime } from './print.ts'
import { type Shown, show } from './screens.ts'
import { type Sensed, sense } from './sense.ts'

export type Step = Trace['steps'][number]

export interface Journey {
  readonly trace: Trace
  readonly sensed: Sensed
  readonly entries: readonly Entry[]
  readonly recommendations: readonly Recommendation[]
  readonly shown: Shown
  readonly morning: Morning
}

const STAGES: readonly Text[] = [
  { zh: '城市里发生', en: 'the city happens' },
  { zh: 'MQTT 消息', en: 'MQTT message' },
  { zh: '观测', en: 'observation' },
  { zh: '体征指标与告警', en: 'indicator and alarm' },
  { zh: '案卷', en: 'incident' },
  { zh: '派遣单与时限', en: 'order with its clock' },
  { zh: '各屏实时画面', en: 'live screens' },
  { zh: '简报', en: 'brief' },
]

const step = (stage: number, rest: Omit<Step, 'stage' | 'name'>): Step => ({
  stage,
  name: STAGES[stage] ?? { zh: '', en: '' },
  ...rest,
})

/** Walks one message to its end. Pure but for the reference data: the same message gives the same journey. */
export function walk(reference: ReferenceIndex, message: Inbound): Journey {
  const sensed = sense(reference, message)
  const opened = open(reference, sensed)
  const recommendations = advice(reference, opened)
  const [first] = recommendations
  if (first === undefined) throw new Error('nobody is responsible')
  const entries = [opened]
  // Of the departments that could assist, the dispatcher asks the first one along.
  for (const planned of straightWay(sensed.observation.occurredAt, first.lead, first.assist.slice(0, 1)))
    entries.push(act(reference, entries.at(-1) ?? opened, planned))
  const incident = (entries.at(-1) ?? opened).incident
  const shown = show(
    reference,
    sensed,
    entries.map((entry) => entry.incident),
  )
  const morning = brief(reference, sensed, incident)
  const steps = [
    ...sensedSteps(reference, message, sensed),
    openedStep(reference, opened),
    ...entries.slice(1).map((entry) => orderStep(reference, entry, first)),
    ...shownSteps(sensed, entries, shown),
    briefStep(morning),
  ]
  return { trace: { incident: incident.id, steps }, sensed, entries, recommendations, shown, morning }
}

function sensedSteps(reference: ReferenceIndex, message: Inbound, sensed: Sensed): Step[] {
  const { feed, sensor, observation, indicator, alarm } = sensed
  const { occurredAt, recordedAt } = observation
  const times = { occurredAt, recordedAt }
  const id = observationId(sensor.id, observation.metric, occurredAt)
  const because = [{ kind: 'observation', id, at: occurredAt }]
  const payload = new TextDecoder().decode(message.payload)
  const area = reference.areaName(sensor.area)
  const metric = sensor.kind.metrics.find((m) => m.id === observation.metric)
  const def = reference.indicators.get(indicator.indicator)
  const flags = qualityFlags(observation.quality)
  const measured = `${observation.value.toFixed(metric?.decimals ?? 2)} ${metric?.unit ?? ''}`
  const level = levelWords(indicator.level ?? 0)
  return [
    step(0, {
      id: sensor.id,
      ...times,
      because: [],
      text: { zh: `${sensor.name}，${area.zh}`, en: `${sensor.name}, ${area.en}` },
      detail: { lng: sensor.lng, lat: sensor.lat, area: sensor.area, simulated: sensor.simulated },
    }),
    step(1, {
      id: message.topic,
      ...times,
      because: [{ kind: 'sensor', id: sensor.id, at: occurredAt }],
      text: { zh: payload, en: payload },
      detail: { payload, bytes: message.payload.length, feed: feed.id, format: feed.format, gateway: feed.gateway },
    }),
    step(2, {
      id,
      ...times,
      because: [
        { kind: 'message', id: message.topic, at: occurredAt },
        { kind: 'feed', id: feed.id },
      ],
      text: {
        zh: `${metric?.name.zh ?? ''} ${measured}，质量：${flags.map((flag) => QUALITY_WORDS[flag].zh).join('、') || '良好'}`,
        en: `${metric?.name.en ?? ''} ${measured}, quality: ${flags.map((flag) => QUALITY_WORDS[flag].en).join(', ') || 'good'}`,
      },
      detail: observation,
    }),
    step(3, {
      id: `${indicator.indicator}@${indicator.area}`,
      occurredAt,
      recordedAt: indicator.at,
      because,
      text: {
        zh: `${def?.name.zh ?? ''} ${indicator.value ?? '–'} ${def?.unit ?? ''}，${level.zh}，覆盖 ${Math.round(indicator.coverage * 100)}%`,
        en: `${def?.name.en ?? ''} ${indicator.value ?? '–'} ${def?.unit ?? ''}, ${level.en}, coverage ${Math.round(indicator.coverage * 100)}%`,
      },
      detail: indicator,
    }),
    step(3, {
      id: alarm.id,
      occurredAt: alarm.raisedAt,
      recordedAt: alarm.recordedAt,
      because: [...alarm.because],
      text: sensed.why,
      detail: { level: alarm.level, rule: alarm.rule, value: alarm.value },
    }),
  ]
}

/** One decision: what was done, by whom, where the case then stands; its clocks are told beside it. */
function entryStep(reference: ReferenceIndex, stage: number, entry: Entry, more: Text): Step {
  const { events, because, incident, hash } = entry
  const first = events[0]
  const told = events.filter((event) => event.body.type !== 'clocked').map((event) => EVENT_WORDS[event.body.type])
  const clocks = events.flatMap(({ body }) => (body.type === 'clocked' ? [clockText(reference, body.clock)] : []))
  const state = STATE_WORDS[incident.state]
  const actor = ROLE_WORDS[first?.actor.role ?? 'system']
  return step(stage, {
    id: `${incident.id}#${incident.version}`,
    occurredAt: first?.occurredAt ?? incident.openedAt,
    recordedAt: incident.updatedAt,
    because: [...because],
    text: {
      zh: `${actor.zh}：${told.map((t) => t.zh).join('、')}${more.zh} → ${state.zh}`,
      en: `${actor.en}: ${told.map((t) => t.en).join(', ')}${more.en} → ${state.en}`,
    },
    detail: { events: events.map((event) => event.n), state: incident.state, clocks, hash },
  })
}

function openedStep(reference: ReferenceIndex, entry: Entry): Step {
  const { title, level, snapshot } = entry.incident
  const of = levelWords(level)
  return entryStep(reference, 4, entry, {
    zh: `「${title.zh}」${of.zh}，立案条件：${snapshot?.conditionText.zh ?? ''}`,
    en: ` “${title.en}”, ${of.en}; filing condition: ${snapshot?.conditionText.en ?? ''}`,
  })
}

function orderStep(reference: ReferenceIndex, entry: Entry, first: Recommendation): Step {
  const body = entry.events[0]?.body
  const name = (id: string): Text => reference.departments.get(id)?.short ?? { zh: id, en: id }
  if (body?.type !== 'dispatched') {
    const note = body !== undefined && 'note' in body ? body.note : undefined
    return entryStep(
      reference,
      5,
      entry,
      note === undefined ? { zh: '', en: '' } : { zh: `「${note}」`, en: ` “${note}”` },
    )
  }
  const assist = body.assist.map(name)
  return entryStep(reference, 5, entry, {
    zh: `至${name(body.lead).zh}主办，${assist.map((a) => a.zh).join('、')}协办（${first.reason.zh}；${first.basis.map((b) => b.text).join('；')}）`,
    en: ` to ${name(body.lead).en}, assisted by ${assist.map((a) => a.en).join(', ')} (${first.reason.en} ${first.basis.map((b) => b.text).join('; ')})`,
  })
}

function clockText(reference: ReferenceIndex, clock: Clock): Text {
  const stage = CLOCK_STAGE_WORDS[clock.stage]
  const { amount, unit } = clock.limit
  const due = cityTime(clock.dueAt, reference.city.utcOffsetMinutes)
  return clock.stoppedAt === undefined
    ? {
        zh: `${stage.zh} ${amount} ${LIMIT_UNIT_WORDS[unit].zh}，至 ${due}`,
        en: `${stage.en}: ${amount} ${LIMIT_UNIT_WORDS[unit].en}, until ${due}`,
      }
    : {
        zh: `${stage.zh}停表，${clock.stoppedAt <= clock.dueAt ? '按时' : '超期'}`,
        en: `${stage.en} stopped, ${clock.stoppedAt <= clock.dueAt ? 'on time' : 'late'}`,
      }
}

function shownSteps({ sensor, observation }: Sensed, entries: readonly Entry[], { value, rows }: Shown): Step[] {
  const frame = step(6, {
    id: value.topic,
    occurredAt: value.occurredAt,
    recordedAt: value.sentAt,
    because: [
      {
        kind: 'observation',
        id: observationId(sensor.id, observation.metric, observation.occurredAt),
        at: observation.occurredAt,
      },
    ],
    text: {
      zh: `帧 ${value.seq}，${value.bytes.length} 字节：第 ${value.index} 号设备 ${value.value.toFixed(2)}，${levelWords(value.level).zh}`,
      en: `frame ${value.seq}, ${value.bytes.length} bytes: sensor ${value.index} reads ${value.value.toFixed(2)}, ${levelWords(value.level).en}`,
    },
    detail: { hex: Buffer.from(value.bytes).toString('hex') },
  })
  const [all] = rows
  return [
    frame,
    ...rows
      .filter((seen) => seen.topic === all?.topic)
      .map(({ topic, seq, sentAt, row }, i) =>
        step(6, {
          id: `${topic}@${seq}`,
          occurredAt: entries[i]?.events[0]?.occurredAt ?? sentAt,
          recordedAt: sentAt,
          because: [{ kind: 'event', id: `${row.id}#${row.version}` }],
          text: {
            zh: `第 ${row.version} 版：${STATE_WORDS[row.state].zh}`,
            en: `version ${row.version}: ${STATE_WORDS[row.state].en}`,
          },
          detail: row,
        }),
      ),
  ]
}

const briefStep = ({ brief, issuedAt, statement }: Morning): Step =>
  step(7, {
    id: `${brief.date}/${statement.id}`,
    occurredAt: brief.asOf,
    recordedAt: issuedAt,
    because: [...statement.sources],
    text: statement.text,
    detail: { date: brief.date, section: statement.section, light: brief.light, statements: brief.statements.length },
  })
