// The city's reference data by key, with the questions the hub asks of it. Built once per load; reads nothing, decides nothing.
import type { AlarmRule } from '../../core/alarm/types.ts'
import type { Calendar } from '../../core/clock/types.ts'
import type { Department, Responsibility } from '../../core/dispatch/types.ts'
import type {
  AreaCode,
  ConditionId,
  DepartmentId,
  FeedId,
  IndicatorId,
  MatterCode,
  MetricId,
  RuleId,
  SensorId,
  SensorKindId,
} from '../../core/ids.ts'
import type { MatterSnapshot } from '../../core/incident/types.ts'
import type { Tables } from '../../core/indicate/inputs.ts'
import type { Indicator } from '../../core/indicate/types.ts'
import type { Level } from '../../core/level.ts'
import { distanceM } from '../../core/place.ts'
import type { Text } from '../../core/text.ts'
import type {
  Area,
  City,
  DeskRules,
  EvaluationRules,
  Feed,
  ListedSensor,
  Loop,
  Reference,
  SensorKind,
} from '../../wire/reference.ts'
import type { LoadedReference } from './load.ts'
import { outlineContains } from './outlines.ts'
import { type Versions, versionsOf } from './versions.ts'

export interface ReferenceIndex extends Versions {
  readonly reference: Reference
  readonly city: City
  readonly calendar: Calendar
  /** How the department loop is run: stage limits, escalation, alike cases, learning. */
  readonly loop: Loop
  /** How the desks are run: response and call-back, undo, photos, shifts. */
  readonly desk: DeskRules
  /** How departments, areas and posts are scored. */
  readonly evaluation: EvaluationRules
  readonly areas: ReadonlyMap<AreaCode, Area>
  readonly departments: ReadonlyMap<DepartmentId, Department>
  readonly responsibilities: readonly Responsibility[]
  readonly sensorKinds: ReadonlyMap<SensorKindId, SensorKind>
  /** Listed sensors by `feed/device`. */
  readonly sensors: ReadonlyMap<SensorId, ListedSensor>
  readonly feeds: ReadonlyMap<FeedId, Feed>
  readonly alarmRules: ReadonlyMap<RuleId, AlarmRule>
  readonly indicators: ReadonlyMap<IndicatorId, Indicator>
  /** Limits and classes that indicators are judged by, every edition. */
  readonly tables: Tables
  /** The territory department of each district and street. */
  readonly territories: ReadonlyMap<AreaCode, DepartmentId>
  /** Where an indicator is evaluated: the city first, then by size down to the smallest areas it is meant for. */
  areasOf(def: Pick<Indicator, 'areas'>): readonly AreaCode[]
  /** Rules on one metric of one kind. */
  rulesOf(kind: SensorKindId, metric: MetricId): readonly AlarmRule[]
  metricOf(kind: SensorKindId, metric: MetricId): SensorKind['metrics'][number] | undefined
  /** From the smallest known area outwards: street, district, city. A code below the known ones is taken by its prefix. */
  areaPath(code: AreaCode): readonly AreaCode[]
  /** The county-level area a code lies in; undefined for the city itself and for codes of elsewhere. */
  districtOf(code: AreaCode): AreaCode | undefined
  /** «广陵区 东关街道», "Dongguan Subdistrict, Guangling District"; an unknown code names itself. */
  areaName(code: AreaCode): Text
  /**
   * The street a point probably lies in: within the county-level outline around the point, the street whose label point is nearest.
   * Approximate: outlines are good to 1 km and label points are generated. The city's own code outside every outline.
   */
  areaAt(lng: number, lat: number): AreaCode
  /** What applies to a case filed at `now` (epoch ms), to be frozen in its log; undefined when unknown or not in force then. */
  snapshotOf(matter: MatterCode, condition: ConditionId, now: number): (MatterSnapshot & { level: Level }) | undefined
}

const byKey = <T, K extends string>(entries: readonly T[], keyOf: (entry: T) => K): ReadonlyMap<K, T> =>
  new Map(entries.map((entry) => [keyOf(entry), entry]))

/** `now` (epoch ms) only chooses the versions in `matters`; index again when a day with changes begins. */
export function indexReference(loaded: LoadedReference, now: number = Date.now()): ReferenceIndex {
  const { outlines, ...reference } = loaded
  const { city, calendar, loop, desk, evaluation } = reference
  const dayOf = (at: number): string => new Date(at + city.utcOffsetMinutes * 60_000).toISOString().slice(0, 10)
  const versions = versionsOf(reference, dayOf, now)
  const areas = byKey(reference.areas, (a) => a.code)
  const sensorKinds = byKey(reference.sensorKinds, (k) => k.id)
  const rules = new Map<string, AlarmRule[]>()
  for (const rule of reference.alarmRules) {
    const series = seriesOf(rule.kind, rule.metric)
    rules.set(series, [...(rules.get(series) ?? []), rule])
  }
  const streets = reference.areas.filter((a) => a.kind === 'street')
  // A street belongs to the outline its label point lies in, whatever its code says: functional areas have no outline of their own.
  const placed = outlines.map((outline) => ({
    outline,
    streets: streets.filter((s) => outlineContains(outline, s.lng ?? NaN, s.lat ?? NaN)),
  }))

  const ofKind = (kind: Area['kind']): AreaCode[] => reference.areas.filter((a) => a.kind === kind).map((a) => a.code)
  const toDistrict = [city.code, ...ofKind('district')]
  const toStreet = [...toDistrict, ...ofKind('street')]
  const areasDownTo = {
    city: [city.code],
    district: toDistrict,
    street: toStreet,
    grid: [...toStreet, ...ofKind('grid')],
  }

  const knownArea = (code: AreaCode): Area | undefined => {
    for (let length = code.length; length >= 6; length -= 3) {
      const area = areas.get(code.slice(0, length))
      if (area !== undefined) return area
    }
    return undefined
  }

  const chainOf = (code: AreaCode): Area[] => {
    const chain: Area[] = []
    for (let area = knownArea(code); area !== undefined && !chain.includes(area);) {
      chain.push(area)
      area = area.parent === undefined ? undefined : areas.get(area.parent)
    }
    return chain
  }

  const basisOf = (matter: MatterCode, condition: ConditionId): readonly string[] => {
    const rows = reference.responsibilities.filter((r) => r.matter === matter && r.area === undefined)
    const row = rows.find((r) => r.condition === condition) ?? rows.find((r) => r.condition === undefined)
    return row?.basis.map((b) => b.text) ?? []
  }

  return {
    ...versions,
    reference,
    city,
    calendar,
    loop,
    desk,
    evaluation,
    areas,
    departments: byKey(reference.departments, (d) => d.id),
    responsibilities: reference.responsibilities,
    sensorKinds,
    sensors: byKey(reference.sensors, (s) => `${s.feed}/${s.device}`),
    feeds: byKey(reference.feeds, (f) => f.id),
    alarmRules: byKey(reference.alarmRules, (r) => r.id),
    indicators: byKey(reference.indicators, (d) => d.id),
    tables: {
      limitTables: reference.limitTables,
      classTables: reference.classTables,
      utcOffsetMinutes: city.utcOffsetMinutes,
    },
    territories: new Map(
      reference.departments.flatMap((d) => (d.kind === 'territory' && d.area !== undefined ? [[d.area, d.id]] : [])),
    ),
    areasOf: (def) => areasDownTo[def.areas ?? 'district'],
    rulesOf: (kind, metric) => rules.get(seriesOf(kind, metric)) ?? [],
    metricOf: (kind, metric) => sensorKinds.get(kind)?.metrics.find((m) => m.id === metric),
    areaPath: (code) => chainOf(code).map((a) => a.code),
    districtOf: (code) => chainOf(code).find((a) => a.kind === 'district')?.code,
    areaName(code) {
      const chain = chainOf(code)
      if (chain.length === 0) return { zh: code, en: code }
      // The city goes without saying, unless it is the whole answer.
      const said = chain.length > 1 ? chain.filter((a) => a.kind !== 'city') : chain
      return {
        zh: said
          .map((a) => a.name.zh)
          .reverse()
          .join(' '),
        en: said.map((a) => a.name.en).join(', '),
      }
    },
    areaAt(lng, lat) {
      const hit = placed.find(({ outline }) => outlineContains(outline, lng, lat))
      if (hit === undefined) return city.code
      let best: { readonly code: AreaCode; readonly away: number } = { code: hit.outline.area, away: Infinity }
      for (const street of hit.streets) {
        const away = distanceM({ lng, lat }, { lng: street.lng ?? NaN, lat: street.lat ?? NaN })
        if (away < best.away) best = { code: street.code, away }
      }
      return best.code
    },
    snapshotOf(code, conditionId, now) {
      const matter = versions.matterAt(code, now)
      const condition = matter?.conditions.find((c) => c.id === conditionId)
      if (matter === undefined || condition === undefined) return undefined
      return {
        standard: matter.standard,
        code: matter.code,
        kind: matter.kind,
        name: matter.name,
        condition: condition.id,
        conditionText: condition.text,
        closingText: condition.closing,
        limit: condition.limit,
        basis: basisOf(code, conditionId),
        level: condition.level,
      }
    },
  }
}

const seriesOf = (kind: SensorKindId, metric: MetricId): string => `${kind} ${metric}`
