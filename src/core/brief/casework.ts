// Cases handled: the flow of the window, punctuality by the official denominator, what is overdue, and what comes back.
import type { Text } from '../text.ts'
import { composeDays } from './byDay.ts'
import { groupBy, setOf } from './counting.ts'
import { caseCount, onTimeRate, statement } from './figure.ts'
import { type Page, timeWords } from './page.ts'
import { endWords } from './period.ts'
import { capital, count, inline, list, listSome } from './phrases.ts'
import type { CaseFilter } from './query.ts'
import { recurring, topicFigures } from './topics.ts'
import { composeTypical } from './typical.ts'
import type { BriefCase, Figure, Statement } from './types.ts'

const TOP = 3
const MAX_NAMED = 5

export function composeCases(page: Page): Statement[] {
  return [
    flow(page),
    ...composeDays(page),
    punctuality(page),
    ...overdueCases(page),
    ...topMatters(page),
    ...comesBack(page),
    ...composeTypical(page),
  ]
}

function flow(page: Page): Statement {
  const sets = ['opened', 'filed', 'dispatched', 'closed', 'open'] as const
  const figures = sets.map((set) => caseCount(page, `cases.${set}`, set))
  const [a, b, c, d, e] = figures.map((f) => f.value)
  const end = endWords(page)
  const zh = `新增案卷${a}件，立案${b}件，派遣${c}件，结案${d}件；${end.zh}在办${e}件。`
  const en = `New cases ${a}, filed ${b}, dispatched ${c}, closed ${d}; ${e} open ${end.en}.`
  return statement('cases.flow', 'cases', { zh, en }, figures)
}

function punctuality(page: Page): Statement {
  const due = caseCount(page, 'cases.due', 'due')
  const rate = onTimeRate(page, 'cases.onTimeRate')
  if (rate === undefined) {
    const zh = '应处置0件（无案卷的处置时限在时段内到期），按期处置率不适用。'
    const en = 'Due 0: no disposal deadline fell within the window, so there is no on-time rate.'
    return statement('cases.onTime', 'cases', { zh, en }, [due])
  }
  const [met, late, undisposed] = [
    caseCount(page, 'cases.onTime', 'onTime'),
    caseCount(page, 'cases.late', 'late'),
    caseCount(page, 'cases.undisposed', 'undisposed'),
  ]
  const rest =
    due.value === met.value
      ? { zh: '', en: '' }
      : {
          zh: `；超期处置${late.value}件，到期仍未处置${undisposed.value}件`,
          en: `; late ${late.value}, not yet disposed of ${undisposed.value}`,
        }
  const zh = `应处置${due.value}件，按期处置${met.value}件，按期处置率${rate.value}%${rest.zh}。`
  const en = `Due ${due.value}, on time ${met.value}, an on-time rate of ${rate.value}%${rest.en}.`
  return statement('cases.onTime', 'cases', { zh, en }, [due, met, rate, late, undisposed])
}

/** A case with its department and deadline, as named in a list. */
export function named(page: Page, c: BriefCase): Text {
  const due = c.dueAt === undefined ? undefined : timeWords(page, c.dueAt)
  const zh = [c.leadName?.zh ?? '未派遣', due && `限${due.zh}`].filter(Boolean).join('，')
  const en = [c.leadName?.en ?? 'not dispatched', due && `due by ${due.en}`].filter(Boolean).join(', ')
  const title = inline(c.title)
  return { zh: `${title.zh}（${zh}）`, en: `${title.en} (${en})` }
}

function overdueCases(page: Page): Statement[] {
  const { cases } = setOf(page, 'overdue')
  if (cases.length === 0) return []
  const n = caseCount(page, 'cases.overdue', 'overdue')
  const names = listSome(
    cases.slice(0, MAX_NAMED + 1).map((c) => named(page, c)),
    MAX_NAMED,
  )
  const zh = `超期未处置${n.value}件：${names.zh}。`
  const en = `${capital(count(n.value, 'case'))} overdue: ${names.en}.`
  return [statement('cases.overdue', 'cases', { zh, en }, [n])]
}

/** «道路积水5件、占道经营3件»: the largest groups of new cases by matter, each with its figure. */
export function matterCounts(
  page: Page,
  key: string,
  filter: CaseFilter,
  definition: Text,
): { figures: Figure[]; text: Text } {
  const { cases } = setOf(page, 'opened', filter)
  const name = new Map(cases.flatMap((c) => (c.matter && c.matterName ? [[c.matter, c.matterName] as const] : [])))
  const groups = groupBy(cases, (c) => (c.matter && name.has(c.matter) ? c.matter : undefined)).slice(0, TOP)
  const told = groups.map(([matter]) => {
    const words = name.get(matter) ?? { zh: matter, en: matter }
    const figure = caseCount(
      page,
      `${key}.${matter}`,
      'opened',
      { ...filter, matter },
      {
        zh: `${definition.zh}：${words.zh}`,
        en: `${definition.en}: ${words.en}`,
      },
    )
    return { figure, text: { zh: `${words.zh}${figure.value}件`, en: `${words.en} ${figure.value}` } }
  })
  return { figures: told.map((one) => one.figure), text: list(told.map((one) => one.text)) }
}

function topMatters(page: Page): Statement[] {
  if (page.facts.filter?.matter !== undefined) return []
  const { figures, text } = matterCounts(
    page,
    'cases.matter',
    {},
    { zh: '新增案卷中该事项的件数', en: 'New cases of this matter' },
  )
  // Nothing stands out where no matter occurs twice.
  if ((figures[0]?.value ?? 0) < 2) return []
  const zh = `新增案卷较多的事项：${text.zh}。`
  const en = `Most frequent matters among new cases: ${text.en}.`
  return [statement('cases.matters', 'cases', { zh, en }, figures)]
}

/** 复发点位: the same matter at the same place again and again; of weeks and months only. */
function comesBack(page: Page): Statement[] {
  const { kind } = page.facts
  if (kind !== 'weekly' && kind !== 'monthly') return []
  const points = recurring(page)
  if (points.length === 0) return []
  const { figures, text } = topicFigures(page, 'cases.recurring', points, {
    zh: '同一地点（相距100米内）同一事项的新增案卷',
    en: 'New cases of one matter at one place (within 100 m)',
  })
  const zh = `复发点位（同一地点同一事项3次及以上）：${text.zh}。`
  const en = `Places where the same matter came back three times or more: ${text.en}.`
  return [statement('cases.recurring', 'cases', { zh, en }, figures)]
}
