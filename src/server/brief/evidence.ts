// What a printed figure rests on, asked again of the store: as it was known then, and as it is known today.
import type { CaseFilter, Query } from '../../core/brief/query.ts'
import type { BriefCase, BriefTable } from '../../core/brief/types.ts'
import { LEVEL_WORDS } from '../../core/incident/words.ts'
import type { Text } from '../../core/text.ts'
import type { BriefView, Evidence, FigureView } from '../../wire/briefs.ts'
import { notFound } from '../problems.ts'
import { casesChangedSince } from './corrections.ts'
import { ask, type Asked, leafOf, leavesOf, printed, type Scope, type Things } from './evidenceAsked.ts'
import { formulaOf } from './evidenceWords.ts'
import type { FactsDeps } from './facts.ts'

/** More are counted, not listed. */
const LISTED = 200

/** Of what a brief is, as of its own cut-off; `knownAt` its own or later. */
export const scopeOf = (
  { kind, from, to, asOf }: Pick<BriefView, 'kind' | 'from' | 'to' | 'asOf'>,
  knownAt: number,
  filter?: CaseFilter,
): Scope => ({
  kind,
  // The cut-off stays where it was, however much later it is asked.
  window: { from, to, through: Math.min(to - 1, asOf) },
  knownAt,
  ...(filter && { filter }),
})

/**
 * Evidence of the figure with that key. `filter` is that of a special topic or a report on one case. `recomputed` is absent, and
 * `gone` says why, where retention took what the figure rests on, or kept only a coarser trace of it that tells another number.
 * Errors: `notFound` when the brief has no such figure.
 */
export async function evidenceOf(
  deps: FactsDeps,
  brief: BriefView,
  figureKey: string,
  filter?: CaseFilter,
): Promise<Evidence> {
  const figure = brief.statements.flatMap((s) => s.figures).find(({ key }) => key === figureKey)
  if (figure === undefined) throw notFound({ zh: '简报中的这个数字', en: 'figure in this brief' })
  const { query } = figure
  const base = { figure, asOf: brief.asOf, knownAt: brief.knownAt, sources: figure.sources }
  if (query === undefined)
    return {
      ...base,
      formula: figure.definition,
      gone: {
        zh: '本期简报签发时尚未记录取数口径，只能查看其来源',
        en: 'Issued before questions were kept: only its sources can be opened',
      },
    }
  const scope = scopeOf(brief, brief.knownAt, filter)
  const then = await ask(deps, scope, query)
  const today = { ...scope, knownAt: Math.max(deps.now(), brief.knownAt) }
  const now = (await isKnownAlike(deps, scope, today, query)) ? then : await ask(deps, today, query)
  return {
    ...base,
    formula: formulaOf(query, scope.window, deps.reference),
    ...numbers(figure, then, now),
    ...thingsOf(deps, then.things, query.ask === 'made' ? leafOf(query) : query),
  }
}

/** Both would be told the same: it is not read twice. Of other things than cases the second answer costs next to nothing. */
async function isKnownAlike(deps: FactsDeps, then: Scope, today: Scope, query: Query): Promise<boolean> {
  if (today.knownAt <= then.knownAt) return true
  if (leavesOf(query).some((leaf) => leaf.ask !== 'cases' && leaf.ask !== 'alike')) return false
  return !(await casesChangedSince(deps, then.window.through, then.knownAt))
}

const GONE: Text = {
  zh: '所依据的原始记录已超过保存期限或已被后到数据更新，无法按当时所知重新计算；印发时的数值不变',
  en: 'What it rests on is no longer kept as it was then, by retention or because later data took its place; the printed value stands',
}

function numbers(figure: FigureView, then: Asked, now: Asked): Pick<Evidence, 'recomputed' | 'today' | 'gone'> {
  const [recomputed, today] = [printed(then), printed(now)]
  if (recomputed === figure.value) return { recomputed, ...(today !== undefined && { today }) }
  // A coarser trace that tells otherwise says nothing against the print.
  if (recomputed === undefined || then.coarse)
    return { gone: GONE, ...(!then.coarse && today !== undefined && { today }) }
  return { recomputed, ...(today !== undefined && { today }) }
}

function thingsOf(
  deps: FactsDeps,
  things: Things,
  leaf: ReturnType<typeof leafOf>,
): Pick<Evidence, 'cases' | 'total' | 'series' | 'rows'> {
  const rows = tableOf(things)
  const { cases, minutes } = things
  const def = 'indicator' in leaf ? deps.reference.indicators.get(leaf.indicator) : undefined
  return {
    ...(cases && { cases: cases.slice(0, LISTED).map(caseRow), total: cases.length }),
    ...(minutes &&
      def && {
        series: {
          ...{ indicator: def.id, name: def.name, unit: def.unit },
          at: [...minutes.at],
          values: [...minutes.values],
          ...(minutes.last && { coverage: minutes.last.coverage }),
        },
      }),
    ...(rows && { rows }),
  }
}

function caseRow(c: BriefCase): NonNullable<Evidence['cases']>[number] {
  const { id, code, title, level, state, areaName, leadName, openedAt, dueAt, closedAt, lng, lat } = c
  return {
    ...{ id, code, title, level, state, areaName, openedAt },
    ...(leadName && { leadName }),
    ...(dueAt !== undefined && { dueAt }),
    ...(closedAt !== undefined && { endedAt: closedAt }),
    ...(lng !== undefined && { lng }),
    ...(lat !== undefined && { lat }),
  }
}

type Cell = BriefTable['rows'][number][number]
const text = (zh: string, en: string): Text => ({ zh, en })
const left = (name: Text) => ({ name, align: 'left' as const })
const right = (name: Text, unit?: string) => ({ name, align: 'right' as const, ...(unit !== undefined && { unit }) })
const time = (at: number | undefined): Cell => (at === undefined ? null : new Date(at).toISOString())

/** The rows counted, where they are no cases. Instants are ISO 8601, for the reader's own zone to be put in. */
function tableOf({ feeds, alarms, warnings, supervised, indicators }: Things): Evidence['rows'] {
  const table = (id: string, title: Text, columns: Columns, rows: Cell[][]): NonNullable<Evidence['rows']> => ({
    id,
    title,
    columns: [...columns],
    rows: rows.slice(0, LISTED),
  })
  if (feeds)
    return table(
      'feeds',
      text('数据接入', 'Feeds'),
      [
        left(text('数据', 'Feed')),
        right(text('收下', 'Taken'), '条'),
        right(text('拒收', 'Refused'), '条'),
        left(text('最近到达', 'Last arrival')),
        left(text('数据截止时', 'At the cut-off')),
      ],
      feeds.map((f) => [
        f.name,
        f.accepted,
        f.rejected,
        time(f.lastAt),
        f.silent ? text('中断', 'silent') : text('正常', 'delivering'),
      ]),
    )
  if (alarms)
    return table(
      'alarms',
      text('告警', 'Alarms'),
      [
        left(text('编号', 'Id')),
        left(text('级别', 'Level')),
        left(text('产生', 'Raised')),
        left(text('解除', 'Cleared')),
      ],
      alarms.map((a) => [a.id, LEVEL_WORDS[a.level], time(a.raisedAt), time(a.clearedAt)]),
    )
  if (warnings)
    return table(
      'warnings',
      text('预警', 'Warnings'),
      [
        left(text('预警', 'Warning')),
        left(text('级别', 'Level')),
        left(text('发布单位', 'Sender')),
        left(text('发布', 'Issued')),
        left(text('解除或被替代', 'Lifted or replaced')),
      ],
      warnings.map((w) => [w.title, LEVEL_WORDS[w.level], w.sender, time(w.issuedAt), time(w.cancelledAt)]),
    )
  if (supervised)
    return table(
      'supervised',
      text('督办事项', 'Supervised matters'),
      [
        left(text('编号', 'Number')),
        left(text('事项', 'Matter')),
        left(text('主办', 'Lead')),
        left(text('时限', 'Due')),
        left(text('办结', 'Closed')),
      ],
      supervised.map((s) => [s.code, s.title, s.leadName, time(s.dueAt), time(s.closedAt)]),
    )
  if (indicators)
    return table(
      'indicators',
      text('城市体征', 'Vital signs'),
      [
        left(text('体征', 'Indicator')),
        right(text('数值', 'Value')),
        left(text('单位', 'Unit')),
        right(text('覆盖率', 'Coverage'), '%'),
      ],
      indicators.map((i) => [i.name, i.value ?? null, i.unit, Math.round(i.coverage * 1000) / 10]),
    )
  return undefined
}

type Columns = readonly { readonly name: Text; readonly align: 'left' | 'right'; readonly unit?: string }[]
