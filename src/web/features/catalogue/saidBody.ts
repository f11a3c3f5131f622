// Rules, indicators and tables in words, field by field, so that neither entry nor difference is read as code. Changes nothing.
import { ATTRIBUTE_WORDS, CASE_FACT_WORDS, PLATFORM_FACT_WORDS } from '../../../core/indicate/factWords.ts'
import type { ClassTable, Formula, Indicator, Limit, LimitTable, Scale } from '../../../core/indicate/types.ts'
import { windowWords } from '../../../core/indicate/words.ts'
import type { AlarmRule } from '../../../core/alarm/types.ts'
import type { CatalogueKind } from '../../../wire/catalogue.ts'
import { levelWords } from '../../../wire/words.ts'
import { listed, unitText } from '../../i18n/format.ts'
import { say } from '../../i18n/i18n.ts'
import { LEVEL_ROMAN } from '../../ui/levels.ts'
import { useCity } from '../../stores/city.ts'
import { isBlank } from './blankNumber.ts'
import { same } from './diff.ts'
import { known, type Known } from './entries.ts'
import { whereText } from './where.ts'
import type { Words } from './useWords.ts'

type Fields = Readonly<Record<string, unknown>>

export function useSaidBody({ t, sensorKind, matter }: Words) {
  const city = useCity()
  const number = (v: number): string => (isBlank(v) ? t('catalogue.noNumber') : String(v))
  const joined = (...parts: (string | undefined)[]): string =>
    parts.filter((p) => p !== undefined && p !== '').join(' · ')
  const metric = (kind: string | undefined, id: string | undefined): string | undefined => {
    const name = kind === undefined ? undefined : city.kinds.get(kind)?.metrics.find((m) => m.id === id)?.name
    return name === undefined ? id : say(name)
  }
  const anyMetric = (id: string): string => {
    for (const { metrics } of city.kinds.values()) for (const one of metrics) if (one.id === id) return say(one.name)
    return id
  }
  const attribute = (name: string): string => say(ATTRIBUTE_WORDS[name] ?? { zh: name, en: name })
  const tableName = (
    id: string,
    tables: readonly { readonly id: string; readonly name: Indicator['name'] }[],
  ): string => say(tables.find((one) => one.id === id)?.name ?? { zh: id, en: id })
  const span = (from: string | undefined, to: string | undefined): string | undefined =>
    from === undefined && to === undefined ? undefined : `${from ?? ''}–${to ?? ''}`

  function limit(of: Limit): string {
    if (typeof of === 'number') return number(of)
    const name = tableName(of.table, city.tables.limitTables)
    return joined(name, 'item' in of ? of.item : attribute(of.by))
  }
  function formula(f: Formula, input: Indicator['input']): string {
    const name = t(`catalogue.formula.${f.type}`)
    switch (f.type) {
      case 'quantile':
        return `${name} ${number(f.p)}`
      case 'share':
      case 'count':
      case 'excess':
        return joined(name, `${t(`catalogue.op.${f.op}`)} ${limit(f.limit)}`)
      case 'weightedMean':
        return joined(name, attribute(f.weight))
      case 'ratio':
        return joined(name, metric(input?.kind, f.over))
      case 'aqi':
        return joined(name, t(`catalogue.period.${f.period}`))
      case 'class':
        return joined(
          name,
          tableName(f.table, city.tables.classTables),
          t(`catalogue.classOf.${f.of}`),
          f.of === 'share' ? number(f.upTo) : undefined,
        )
      case 'cases':
        return joined(name, say(CASE_FACT_WORDS[f.of]))
      case 'platform':
        return joined(name, say(PLATFORM_FACT_WORDS[f.of]))
      default:
        return name
    }
  }
  const scale = ({ standard, validFrom, validTo, sure, steps, grades = [] }: Scale): string =>
    joined(
      standard,
      span(validFrom, validTo),
      steps.length === 0 ? undefined : listed(steps.map((s) => `${LEVEL_ROMAN[s.level]} ${number(s.limit)}`)),
      grades.length === 0 ? undefined : listed(grades.map((g) => `${say(g.name)} ${number(g.from)}`)),
      t(`catalogue.sureness.${sure}`),
    )

  const ofIndicator = (b: Indicator): Fields => ({
    ...b,
    group: t(`catalogue.group.${b.group}`),
    unit: unitText(b.unit),
    polarity: t(`catalogue.polarity.${b.polarity}`),
    window: say(windowWords(b.window)),
    formula: formula(b.formula, b.input),
    scales: b.scales.map(scale),
    ...(b.input && {
      input: joined(sensorKind(b.input.kind), metric(b.input.kind, b.input.metric), whereText(b.input.where)),
    }),
    ...(b.areas && { areas: t(`catalogue.smallest.${b.areas}`) }),
    ...(b.rollUp && { rollUp: t(`catalogue.rollUp.${b.rollUp}`) }),
    ...(b.reduce && { reduce: t(`catalogue.reduce.${b.reduce}`) }),
    ...(b.history && { history: t(`catalogue.reduce.${b.history}`) }),
  })
  const ofRule = (b: AlarmRule): Fields => ({
    ...b,
    kind: sensorKind(b.kind),
    metric: metric(b.kind, b.metric),
    ...(b.where && { where: whereText(b.where) }),
    ...(b.incident && {
      incident: joined(
        matter(b.incident.matter),
        b.incident.condition,
        say(levelWords(b.incident.fromLevel)),
        t(`catalogue.groupBy.${b.incident.groupBy}`),
      ),
    }),
  })
  const ofLimits = (b: LimitTable): Fields => ({
    ...b,
    sure: t(`catalogue.sureness.${b.sure}`),
    items: b.items.map((item) => {
      const night = item.night === undefined ? '' : ` / ${t('catalogue.field.night')} ${number(item.night)}`
      return `${item.id}: ${number(item.limit)}${night}`
    }),
    ...(b.night && { night: `${number(b.night.fromHour)}:00–${number(b.night.toHour)}:00` }),
  })
  const ofClasses = (b: ClassTable): Fields => ({
    ...b,
    sure: t(`catalogue.sureness.${b.sure}`),
    classes: b.classes.map((one) => `${number(one.from)} ${say(one.name)}`),
    items: b.items.map((i) =>
      joined(anyMetric(i.metric), t(`catalogue.direction.${i.bad}`), i.limits.map(number).join(' / ')),
    ),
    ...(b.ranges && { ranges: b.ranges.map((r) => `${anyMetric(r.metric)}: ${number(r.min)}–${number(r.max)}`) }),
  })
  function inWords(entry: Known): unknown {
    if (entry.kind === 'indicator') return ofIndicator(entry.body)
    if (entry.kind === 'alarmRule') return ofRule(entry.body)
    if (entry.kind === 'limitTable') return ofLimits(entry.body)
    return entry.kind === 'classTable' ? ofClasses(entry.body) : entry.body
  }
  /** Undefined for a version kept from a time when entries had another form: it is then shown as it is stored. */
  function tried(kind: CatalogueKind, body: unknown): unknown {
    try {
      return inWords(known(kind, body))
    } catch {
      return undefined
    }
  }
  /** The body as it is read; of other kinds as it is. */
  const said = (kind: CatalogueKind | undefined, body: unknown): unknown =>
    kind === undefined || typeof body !== 'object' || body === null ? body : (tried(kind, body) ?? body)
  /** Two bodies to be held against each other: what differs but reads alike stays as it is stored. */
  function saidBoth(kind: CatalogueKind | undefined, before: unknown, after: unknown): readonly [unknown, unknown] {
    const [a, b] = [said(kind, before), said(kind, after)]
    if (before === undefined || after === undefined) return [a, b]
    if (a === before || b === after) return [before, after]
    const [rawA, rawB, saidA, saidB] = [before, after, a, b] as [Fields, Fields, Fields, Fields]
    const hidden = Object.keys({ ...rawA, ...rawB }).filter(
      (name) => same(saidA[name], saidB[name]) && !same(rawA[name], rawB[name]),
    )
    const stored = (raw: Fields): Fields => Object.fromEntries(hidden.map((name) => [name, raw[name]]))
    return [
      { ...saidA, ...stored(rawA) },
      { ...saidB, ...stored(rawB) },
    ]
  }
  return { said, saidBoth }
}
