// What is different: from the period before, from the same weekday a week ago, from the same date last year.
import type { Text } from '../text.ts'
import { answer, beforeOf } from './answer.ts'
import { compareCounts, comparePoints, SMALL_BASE, type Clause } from './compare.ts'
import { setOf } from './counting.ts'
import { caseCount, incidentSource, statement } from './figure.ts'
import type { Page } from './page.ts'
import { incompleteWords, isLeapDay, thanWords, zeroWords } from './period.ts'
import { composeIndicatorChanges } from './indicatorChanges.ts'
import { capital } from './phrases.ts'
import type { CaseSet, Query, Than } from './query.ts'
import type { Statement } from './types.ts'

export function composeChanges(page: Page): Statement[] {
  const { kind, filter } = page.facts
  // Of a topic nothing is known of other windows.
  if (kind === 'topic' || filter !== undefined) return []
  return [
    ...caseChanges(page),
    ...(kind === 'daily' ? against(page, 'lastWeek') : []),
    ...against(page, 'lastYear'),
    ...noSuchDate(page),
    ...calendarNote(page),
    ...composeIndicatorChanges(page),
  ]
}

const cases = (set: CaseSet, than?: Than): Query => ({ ask: 'cases', set, ...(than && { than }) })
const rate = (than?: Than): Query => ({ ask: 'made', how: 'share', of: [cases('onTime', than), cases('due', than)] })

/** New and closed against one window: the clauses of both, and of the on-time rate where enough was due in both. */
function clausesOf(page: Page, key: string, than: Than): { opened: Clause; closed: Clause; rate?: Clause } | undefined {
  const words = thanWords(page, than)
  const isNew = setOf(page, 'opened').cases.map(incidentSource)
  const done = setOf(page, 'closed').cases.map(incidentSource)
  const of = (set: 'opened' | 'closed') =>
    compareCounts(page, {
      key: `${key}${set}`,
      now: cases(set),
      before: cases(set, than),
      than: words,
      zero: zeroWords(page, than),
      sources: set === 'opened' ? isNew : done,
    })
  const [opened, closed] = [of('opened'), of('closed')]
  if (opened === undefined || closed === undefined) return undefined
  const enough =
    (answer(cases('due'), page.facts) ?? 0) >= SMALL_BASE && (beforeOf(page.facts, than)?.due ?? 0) >= SMALL_BASE
  const points = enough
    ? comparePoints(page, {
        key: `${key}onTime`,
        now: rate(),
        before: rate(than),
        than: words,
        sources: setOf(page, 'due').cases.map(incidentSource),
      })
    : undefined
  return { opened, closed, ...(points && { rate: points }) }
}

function caseChanges(page: Page): Statement[] {
  const figures = [caseCount(page, 'cases.opened', 'opened'), caseCount(page, 'cases.closed', 'closed')]
  const [n = 0, m = 0] = figures.map((f) => f.value)
  const made = clausesOf(page, 'changes.', 'before')
  const than = thanWords(page, 'before')
  if (made === undefined) {
    const none = incompleteWords(page)
    const zh = `新增案卷${n}件，结案${m}件；${none.zh}。`
    const en = `New cases: ${n}; closed: ${m}. ${none.en}`
    return [statement('changes.cases', 'changes', { zh, en }, figures)]
  }
  const { previous } = page.facts
  if (n + m + previous.opened + previous.closed === 0) return []
  const onTime: Text = made.rate
    ? { zh: `；按期处置率${made.rate.text.zh}`, en: `; on-time rate ${made.rate.text.en}` }
    : { zh: '', en: '' }
  const isPeriod = page.facts.kind !== 'daily'
  const lead = isPeriod
    ? { zh: `环比（与${than.zh}相比）`, en: `On the period before (${than.en})` }
    : { zh: `与${than.zh}相比`, en: `Against ${than.en}` }
  const zh = `${lead.zh}：新增案卷${n}件，${made.opened.text.zh}；结案${m}件，${made.closed.text.zh}${onTime.zh}。`
  const en = `${lead.en}: new cases ${n}, ${made.opened.text.en}; closed ${m}, ${made.closed.text.en}${onTime.en}.`
  figures.push(...made.opened.figures, ...made.closed.figures, ...(made.rate?.figures ?? []))
  return [statement('changes.cases', 'changes', { zh, en }, figures)]
}

/** The same weekday a week ago, and 同比, each in a line; left out where the hub does not know that window whole. */
function against(page: Page, than: 'lastWeek' | 'lastYear'): Statement[] {
  if (than === 'lastYear' && isLeapDay(page)) return []
  const made = clausesOf(page, `changes.${than}.`, than)
  if (made === undefined) return []
  const words = thanWords(page, than)
  const parts: [Text, Clause][] = [
    [{ zh: '新增案卷', en: 'new cases ' }, made.opened],
    [{ zh: '结案', en: 'closed ' }, made.closed],
    ...(made.rate ? ([[{ zh: '按期处置率', en: 'on-time rate ' }, made.rate]] as [Text, Clause][]) : []),
  ]
  const lead: Text =
    than === 'lastYear'
      ? { zh: `同比（与${words.zh}相比）`, en: `Year on year (against ${words.en})` }
      : { zh: `与${words.zh}相比`, en: `Against ${words.en}` }
  const zh = `${lead.zh}：${parts.map(([what, c]) => `${what.zh}${c.text.zh}`).join('，')}。`
  const en = `${lead.en}: ${parts.map(([what, c]) => `${what.en}${c.text.en}`).join(', ')}.`
  const sources = (['opened', 'closed'] as const).flatMap((set) => setOf(page, set).cases.map(incidentSource))
  const figures = parts.flatMap(([, c]) => c.figures)
  return [
    statement(
      `changes.${than}`,
      'changes',
      { zh, en },
      figures,
      figures.length > 0 ? {} : { sources: sources.slice(0, 200) },
    ),
  ]
}

function noSuchDate(page: Page): Statement[] {
  if (!isLeapDay(page)) return []
  const text = {
    zh: '上年无2月29日，不作同比。',
    en: 'There was no 29 Feb a year before: nothing is compared with it.',
  }
  return [statement('changes.leapDay', 'changes', text)]
}

/** A holiday, or a workday moved onto a weekend, on either side: the comparison is flagged, not corrected. */
function calendarNote(page: Page): Statement[] {
  const { calendar, calendars } = page.facts
  const compared = (
    ['before', ...(page.facts.kind === 'daily' ? (['lastWeek'] as const) : []), 'lastYear'] as const
  ).filter((than) => beforeOf(page.facts, than) !== undefined)
  if (compared.length === 0) return []
  const notes: Text[] = [
    ...(calendar ? [{ zh: `${own(page).zh}${calendar.zh}`, en: `${own(page).en} ${calendar.en}` }] : []),
    ...compared.flatMap((than) => {
      const named = calendars?.[than]
      const words = thanWords({ ...page, complete: true }, than)
      const [is, was] = page.facts.kind === 'daily' ? ['为', 'was'] : ['含', 'included']
      return named ? [{ zh: `${words.zh}${is}${named.zh}`, en: `${words.en} ${was} ${named.en}` }] : []
    }),
  ]
  if (notes.length === 0) return []
  const zh = `${notes.map((n) => n.zh).join('，')}，比较仅供参考。`
  const en = `${capital(notes.map((n) => n.en).join('; '))}: the comparison is only indicative.`
  return [statement('changes.calendar', 'changes', { zh, en })]
}

const own = (page: Page): Text =>
  ({
    daily: { zh: '当日为', en: 'the day is' },
    weekly: { zh: '本周含', en: 'the week includes' },
    monthly: { zh: '本月含', en: 'the month includes' },
    flash: { zh: '期内含', en: 'the period includes' },
    topic: { zh: '期内含', en: 'the period includes' },
  })[page.facts.kind]
