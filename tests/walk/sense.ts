// Stages 0–3: a message becomes a checked observation, an indicator and an alarm, by the functions the hub runs.
import { stepAlarm } from '../../src/core/alarm/step.ts'
import type { Alarm, AlarmRule } from '../../src/core/alarm/types.ts'
import { why } from '../../src/core/alarm/why.ts'
import { type Because, observationId } from '../../src/core/because.ts'
import { evaluateIndicator } from '../../src/core/indicate/evaluate.ts'
import type { IndicatorValue } from '../../src/core/indicate/types.ts'
import { checkReading } from '../../src/core/observe/check.ts'
import type { Observation } from '../../src/core/observe/types.ts'
import type { Text } from '../../src/core/text.ts'
import { decodeMessage } from '../../src/feeds/decode.ts'
import { TopicTable } from '../../src/feeds/topic.ts'
import type { Inbound } from '../../src/server/broker/bus.ts'
import { sensorIdOf } from '../../src/server/ingest/devices.ts'
import { type SensorEntry, SensorTable } from '../../src/server/live/sensors.ts'
import type { ReferenceIndex } from '../../src/server/reference/load.ts'
import { alarmIdOf } from '../../src/server/signs/alarms.ts'
import { rulesBy } from '../../src/server/signs/ruleBook.ts'
import type { Feed } from '../../src/wire/reference.ts'

export interface Sensed {
  readonly feed: Feed
  readonly sensors: SensorTable
  readonly sensor: SensorEntry
  readonly observation: Observation
  readonly indicator: IndicatorValue
  readonly rule: AlarmRule
  readonly alarm: Alarm
  readonly why: Text
}

/** Says where the road ended: a message that is refused, or that raises no alarm, has no further journey. */
export class EndOfTheRoad extends Error {}

/** The sensors that the city lists by themselves, as the hub has them after a start. */
function listed(reference: ReferenceIndex): SensorTable {
  const table = new SensorTable(rulesBy(reference.reference.alarmRules))
  for (const { feed, device, kind, area, attributes, ...facts } of reference.sensors.values()) {
    const spec = reference.sensorKinds.get(kind)
    if (spec === undefined) throw new Error(`unknown kind ${kind}`)
    table.put({
      ...facts,
      id: sensorIdOf(feed, device),
      feed,
      device,
      kind: spec,
      area,
      district: reference.districtOf(area) ?? reference.city.code,
      attributes: attributes ?? {},
      simulated: reference.feeds.get(feed)?.simulated ?? false,
      silentAfterMs: spec.staleAfterMs,
      everyMs: 60_000,
      series: [],
    })
  }
  return table
}

export function sense(reference: ReferenceIndex, message: Inbound): Sensed {
  const sensors = listed(reference)
  const hit = new TopicTable([...reference.feeds.values()]).find(message.topic)[0]
  if (hit === undefined) throw new EndOfTheRoad(`no contract covers the topic ${message.topic}`)
  const { feed, params } = hit
  const decoded = decodeMessage(feed, params, message.payload, {
    receivedAt: message.receivedAt,
    unitOf: (metric, _kind, device) =>
      sensors.find(feed.id, device ?? '')?.kind.metrics.find((m) => m.id === metric)?.unit,
  })
  const reading = decoded.readings[0]
  if (reading === undefined)
    throw new EndOfTheRoad(decoded.rejects.map((r) => `${r.reason}: ${r.detail}`).join('; ') || 'no reading')
  const sensor = sensors.find(feed.id, reading.device)
  const metric = sensor?.kind.metrics.findIndex((m) => m.id === reading.metric) ?? -1
  const spec = sensor?.kind.metrics[metric]
  if (sensor === undefined || spec === undefined)
    throw new EndOfTheRoad(`unknown sensor or metric: ${reading.device} ${reading.metric}`)
  const checked = checkReading(reading, spec, sensors.memory(sensor.slot, metric), feed, message.receivedAt)
  if (!checked.ok) throw new EndOfTheRoad(`refused: ${checked.reason}`)
  sensors.remember(sensor.slot, metric, checked.memory)
  sensors.write(sensor, metric, reading.value, reading.occurredAt, checked.quality)
  const observation: Observation = {
    sensor: sensor.id,
    metric: reading.metric,
    value: reading.value,
    quality: checked.quality,
    occurredAt: reading.occurredAt,
    recordedAt: message.receivedAt,
  }
  const raised = judge(sensor, observation)
  sensors.setLevel(sensor, raised.alarm.level)
  return {
    feed,
    sensors,
    sensor,
    observation,
    indicator: deepest(reference, sensor, observation),
    ...raised,
    why: why({ type: 'raised', at: raised.alarm.raisedAt, ...raised.alarm }, raised.rule, spec),
  }
}

function judge(sensor: SensorEntry, observation: Observation): { rule: AlarmRule; alarm: Alarm } {
  const { value, occurredAt, recordedAt, metric } = observation
  const because: Because[] = [{ kind: 'observation', id: observationId(sensor.id, metric, occurredAt), at: occurredAt }]
  for (const { rule } of sensor.watches) {
    if (rule.metric !== metric) continue
    const { changes } = stepAlarm(rule, undefined, { type: 'value', value, occurredAt, because })
    const raised = changes.find((change) => change.type === 'raised')
    if (raised === undefined) continue
    const id = alarmIdOf(rule, sensor, raised.at)
    const { level, because: evidence } = raised
    return {
      rule,
      alarm: {
        id,
        rule: rule.id,
        sensor: sensor.id,
        metric,
        level,
        value,
        raisedAt: raised.at,
        recordedAt,
        because: evidence,
      },
    }
  }
  throw new EndOfTheRoad(`no alarm: ${metric} ${value} of ${sensor.id} is within every limit`)
}

/** The city's vital sign over this gauge alone: in a living city the others count too. */
function deepest(reference: ReferenceIndex, sensor: SensorEntry, observation: Observation): IndicatorValue {
  const def = reference.indicators.get('ponding-max')
  if (def === undefined) throw new Error('the city has no indicator ponding-max')
  const { attributes, simulated } = sensor
  return evaluateIndicator(
    def,
    reference.city.code,
    { series: [{ ...observation, fresh: true, suspect: false, simulated, attributes }], total: 1 },
    reference.tables,
    observation.recordedAt,
  )
}
