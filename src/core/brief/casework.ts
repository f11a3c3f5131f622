// Cases handled: the flow of the day, punctuality by the official denominator, what is overdue, and where cases came from.
import type { Text } from '../text.ts'
import {
  type Counted,
  closed,
  dispatched,
  due,
  filed,
  groupBy,
  late,
  onTime,
  open,
  opened,
  overdue,
  undisposed,
} from './counting.ts'
import { caseCount, figure, incidentSource, type Page, percent, statement, timeWords } from './page.ts'
import { capital, count, list, listSome } from './phrases.ts'
import type { BriefCase, Figure, Statement } from './types.ts'

const TOP = 3
const MAX_NAMED = 5

export function composeCases(page: Page): Statement[] {
  return [flow(page), punctuality(page), ...overdueCases(page), ...topMatters(page)]
}

const counted = (page: Page, key: string, { cases, definition }: Counted): Figure =>
  caseCount(page, `cases.${key}`, cases, definition)

function flow(page: Page): Statement {
  const figures = [
    counted(page, 'opened', opened(page)),
    counted(page, 'filed', filed(page)),
    counted(page, 'dispatched', dispatched(page)),
    counted(page, 'closed', closed(page)),
    counted(page, 'open', open(page)),
  ] as const
  const [a, b, c, d, e] = figures.map((f) => f.value)
  const zh = `新增案卷${a}件，立案${b}件，派遣${c}件，结案${d}件；${page.complete ? '期末' : '目前'}在办${e}件。`
  const en = `New cases ${a}, filed ${b}, dispatched ${c}, closed ${d}; ${e} open ${page.complete ? 'at the end of the day' : 'now'}.`
  return statement('cases.flow', 'cases', { zh, en }, figures)
}

function punctuality(page: Page): Statement {
  const all = due(page)
  const figures = [counted(page, 'due', all)]
  if (all.cases.length === 0) {
    const zh = '应处置0件（无案卷的处置时限在时段内到期），按期处置率不适用。'
    const en = 'Due 0: no disposal deadline fell within the window, so there is no on-time rate.'
    return statement('cases.onTime', 'cases', { zh, en }, figures)
  }
  const met = onTime(page)
  const rate = percent(met.cases.length, all.cases.length)
  figures.push(
    counted(page, 'onTime', met),
    figure(
      page,
      'cases.onTimeRate',
      rate,
      '%',
      {
        zh: '按期处置率＝按期处置数÷应处置数；应处置数按处置时限在时段内到期计',
        en: 'On-time rate = disposed of by the deadline ÷ cases due; due means the deadline fell within the window',
      },
      all.cases.map(incidentSource),
    ),
    counted(page, 'late', late(page)),
    counted(page, 'undisposed', undisposed(page)),
  )
  const [a, b, , d, e] = figures.map((f) => f.value)
  const rest =
    a === b
      ? { zh: '', en: '' }
      : { zh: `；超期处置${d}件，到期仍未处置${e}件`, en: `; late ${d}, not yet disposed of ${e}` }
  const zh = `应处置${a}件，按期处置${b}件，按期处置率${rate}%${rest.zh}。`
  const en = `Due ${a}, on time ${b}, an on-time rate of ${rate}%${rest.en}.`
  return statement('cases.onTime', 'cases', { zh, en }, figures)
}

/** A case with its department and deadline, as named in a list. */
export function named(page: Page, c: BriefCase): Text {
  const due = c.dueAt === undefined ? undefined : timeWords(page, c.dueAt)
  const zh = [c.leadName?.zh ?? '未派遣', due && `限${due.zh}`].filter(Boolean).join('，')
  const en = [c.leadName?.en ?? 'not dispatched', due && `due by ${due.en}`].filter(Boolean).join(', ')
  return { zh: `${c.title.zh}（${zh}）`, en: `${c.title.en} (${en})` }
}

function overdueCases(page: Page): Statement[] {
  const all = overdue(page)
  if (all.cases.length === 0) return []
  const n = counted(page, 'overdue', all)
  const names = listSome(
    all.cases.map((c) => named(page, c)),
    MAX_NAMED,
  )
  const zh = `超期未处置${n.value}件：${names.zh}。`
  const en = `${capital(count(n.value, 'case'))} overdue: ${names.en}.`
  return [statement('cases.overdue', 'cases', { zh, en }, [n])]
}

/** «道路积水5件、占道经营3件»: the largest groups by matter, each with its figure. */
export function matterCounts(page: Page, key: string, cases: readonly BriefCase[], definition: Text) {
  const name = new Map(cases.flatMap((c) => (c.matter && c.matterName ? [[c.matter, c.matterName] as const] : [])))
  const groups = groupBy(cases, (c) => (c.matter && name.has(c.matter) ? c.matter : undefined)).slice(0, TOP)
  const figures = groups.map(([matter, of]) => {
    const words = name.get(matter) ?? { zh: matter, en: matter }
    return caseCount(page, `${key}.${matter}`, of, {
      zh: `${definition.zh}：${words.zh}`,
      en: `${definition.en}: ${words.en}`,
    })
  })
  const names = groups.map(([matter, of]): Text => {
    const words = name.get(matter) ?? { zh: matter, en: matter }
    return { zh: `${words.zh}${of.length}件`, en: `${words.en} ${of.length}` }
  })
  return { figures, text: list(names) }
}

function topMatters(page: Page): Statement[] {
  const { figures, text } = matterCounts(page, 'cases.matter', opened(page).cases, {
    zh: '新增案卷中该事项的件数',
    en: 'New cases of this matter',
  })
  // Nothing stands out where no matter occurs twice.
  if ((figures[0]?.value ?? 0) < 2) return []
  const zh = `新增案卷较多的事项：${text.zh}。`
  const en = `Most frequent matters among new cases: ${text.en}.`
  return [statement('cases.matters', 'cases', { zh, en }, figures)]
}
