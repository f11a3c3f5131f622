// What changed since a reader last looked, in at most eight sentences: the gravest first. Pure.
import type { Because } from '../because.ts'
import type { IncidentId, IndicatorId } from '../ids.ts'
import { LEVEL_WORDS } from '../incident/words.ts'
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'
import { inline, list, quantity, printedUnit } from './phrases.ts'
import type { Figure, Statement } from './types.ts'

/** A major case (level I or II, or under supervision) and what happened to it. */
export interface SinceCase {
  readonly id: IncidentId
  readonly title: Text
  readonly level: Level
  readonly areaName: Text
  readonly at: number
}
/** An indicator that stands at another level than when the reader looked. */
export interface SinceIndicator {
  readonly id: IndicatorId
  readonly name: Text
  readonly unit: string
  readonly decimals: number
  readonly was?: Level
  readonly is?: Level
  readonly value: number
  readonly at: number
}
export interface SinceSupervised {
  readonly id: string
  readonly title: Text
  readonly leadName: Text
  readonly move: 'given' | 'signed' | 'told' | 'closed'
  readonly at: number
}
export interface SinceCorrection {
  readonly brief: string
  readonly title: Text
  readonly figure: Pick<Figure, 'key' | 'unit' | 'definition'>
  readonly was: number
  readonly is?: number
  readonly noticedAt: number
}

/** Between `since` and `asOf` (epoch ms). */
export interface SinceFacts {
  readonly since: number
  readonly asOf: number
  readonly opened: readonly SinceCase[]
  readonly escalated: readonly SinceCase[]
  readonly closed: readonly SinceCase[]
  readonly indicators: readonly SinceIndicator[]
  readonly supervised: readonly SinceSupervised[]
  /** Matters whose date has passed meanwhile. */
  readonly overdue: readonly SinceSupervised[]
  /** Of briefs that the reader has read. */
  readonly corrections: readonly SinceCorrection[]
}

/** A sentence names at most this many; the rest is counted. */
const NAMED = 3
const NORMAL: Text = { zh: '正常', en: 'normal' }
const MOVES: Readonly<Record<SinceSupervised['move'], Text>> = {
  given: { zh: '已交办', en: 'given' },
  signed: { zh: '已签收', en: 'signed for' },
  told: { zh: '有新进展', en: 'has news' },
  closed: { zh: '已办结', en: 'closed' },
}
const levelName = (level: Level | undefined): Text => (level === undefined ? NORMAL : LEVEL_WORDS[level])

/** New and escalated cases, worse indicators, overdue matters, then what ended, got better, moved or was corrected. */
export function composeSince(facts: SinceFacts): Statement[] {
  const grave = (level: Level | undefined): number => level ?? 5
  const worse = facts.indicators.filter((i) => grave(i.is) < grave(i.was)).sort((a, b) => grave(a.is) - grave(b.is))
  const better = facts.indicators.filter((i) => grave(i.is) > grave(i.was))
  const bySeverity = (a: SinceCase, b: SinceCase): number => a.level - b.level || b.at - a.at
  const cases = (id: string, name: Text, some: readonly SinceCase[]): Statement[] =>
    counted(facts, `since.${id}`, name, '件', [...some].sort(bySeverity), {
      word: ({ title, level, areaName }) => ({
        zh: `${title.zh}（${inline(areaName).zh}，${LEVEL_WORDS[level].zh}）`,
        en: `${title.en} (${areaName.en}, ${LEVEL_WORDS[level].en})`,
      }),
      source: ({ id: case_, at }) => ({ kind: 'incident', id: case_, at }),
      level: (some_) => some_[0]?.level,
    })
  const signs = (id: string, name: Text, some: readonly SinceIndicator[], colour: boolean): Statement[] =>
    counted(facts, `since.${id}`, name, '项', some, {
      word: (i) => {
        const value = quantity(i.value, i.decimals, i.unit)
        const [was, is] = [levelName(i.was), levelName(i.is)]
        return {
          zh: `${i.name.zh}由${was.zh}转为${is.zh}，现${value}`,
          en: `${i.name.en} from ${was.en} to ${is.en}, now ${value}`,
        }
      },
      source: ({ id: indicator, at }) => ({ kind: 'indicator', id: indicator, at }),
      figure: (i) => ({
        key: `since.${id}.${i.id}`,
        value: Number(i.value.toFixed(i.decimals)),
        unit: printedUnit(i.unit),
        definition: i.name,
        asOf: i.at,
        sources: [{ kind: 'indicator', id: i.id, at: i.at }],
      }),
      level: (some_) => (colour ? some_[0]?.is : undefined),
    })
  const matters = (id: string, name: Text, some: readonly SinceSupervised[], move: boolean): Statement[] =>
    counted(facts, `since.${id}`, name, '项', some, {
      word: (m) => ({
        zh: `《${m.title.zh}》（${m.leadName.zh}）${move ? MOVES[m.move].zh : ''}`,
        en: `“${m.title.en}” (${m.leadName.en})${move ? ` ${MOVES[m.move].en}` : ''}`,
      }),
      source: ({ id: matter, at }) => ({ kind: 'supervision', id: matter, at }),
    })
  return [
    ...cases('opened', { zh: '新增重大案卷', en: 'New major cases' }, facts.opened),
    ...cases('escalated', { zh: '超时升级的重大案卷', en: 'Major cases escalated' }, facts.escalated),
    ...signs('worse', { zh: '转差的城市体征', en: 'Vital signs that got worse' }, worse, true),
    ...matters('overdue', { zh: '新逾期的督办事项', en: 'Supervised matters newly overdue' }, facts.overdue, false),
    ...cases('closed', { zh: '办结的重大案卷', en: 'Major cases closed' }, facts.closed),
    ...signs('better', { zh: '好转的城市体征', en: 'Vital signs that got better' }, better, false),
    ...matters('supervised', { zh: '有动态的督办事项', en: 'Supervised matters that moved' }, facts.supervised, true),
    ...correctionsOf(facts),
  ]
}

interface Telling<T> {
  readonly word: (one: T) => Text
  readonly source: (one: T) => Because
  readonly figure?: (one: T) => Figure
  readonly level?: (some: readonly T[]) => Level | undefined
}

/** «名称 n 件：甲、乙、丙等。» Nothing happened: no sentence. */
function counted<T>(
  { asOf }: SinceFacts,
  id: string,
  name: Text,
  unit: string,
  all: readonly T[],
  { word, source, figure, level }: Telling<T>,
): Statement[] {
  if (all.length === 0) return []
  const shown = all.slice(0, NAMED)
  const words = list(shown.map(word))
  const more = all.length > NAMED
  const sources = all.map(source)
  const n: Figure = { key: id, value: all.length, unit, definition: name, asOf, sources }
  const grave = level?.(all)
  return [
    {
      id,
      section: 'changes',
      text: {
        zh: `${name.zh}${all.length}${unit}：${words.zh}${more ? '等' : ''}。`,
        en: `${name.en}: ${all.length}: ${words.en}${more ? ' and others' : ''}.`,
      },
      ...(grave !== undefined && { level: grave }),
      figures: [n, ...(figure ? shown.map(figure) : [])],
      sources,
    },
  ]
}

function correctionsOf({ corrections, asOf }: SinceFacts): Statement[] {
  if (corrections.length === 0) return []
  const id = 'since.corrections'
  const shown = corrections.slice(0, NAMED)
  const words = list(
    shown.map(({ title, figure: { definition, unit }, was, is }) =>
      is === undefined
        ? {
            zh: `${title.zh}「${definition.zh}」${was}${unit}已无从复核`,
            en: `“${definition.en}” ${was} of ${title.en} can no longer be checked`,
          }
        : {
            zh: `${title.zh}「${definition.zh}」由${was}${unit}更正为${is}${unit}`,
            en: `“${definition.en}” of ${title.en} from ${was} to ${is}`,
          },
    ),
  )
  const n = corrections.length
  const name: Text = { zh: '已阅简报的更正', en: 'Corrections of briefs read' }
  const now = shown.flatMap(({ brief, figure, is, noticedAt }): Figure[] =>
    is === undefined
      ? []
      : [{ ...figure, key: `${id}.${brief}.${figure.key}`, value: is, asOf: noticedAt, sources: [] }],
  )
  return [
    {
      id,
      section: 'changes',
      text: {
        zh: `${name.zh}${n}处：${words.zh}${n > NAMED ? '等' : ''}。`,
        en: `${name.en}: ${n}: ${words.en}${n > NAMED ? ' and others' : ''}.`,
      },
      figures: [{ key: id, value: n, unit: '处', definition: name, asOf, sources: [] }, ...now],
      sources: [],
    },
  ]
}
