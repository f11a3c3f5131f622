// Which cases belong to which set. Every definition of the brief is one of these, in code and in words.
import type { Text } from '../text.ts'
import { isInWindow, narrowed, type Page } from './page.ts'
import type { CaseFilter, CaseSet } from './query.ts'
import type { BriefCase } from './types.ts'

const DAY_MS = 86_400_000

/** A set of cases and, in words, what makes a case belong to it. */
export interface Counted {
  readonly cases: readonly BriefCase[]
  readonly definition: Text
}

export const isVoid = (c: BriefCase): boolean => c.state === 'refused' || c.state === 'cancelled'

/** Open at the cut-off; a report merged into another case is that case. */
export function isOpen(page: Page, c: BriefCase): boolean {
  return (
    c.openedAt <= page.asOf &&
    !isVoid(c) &&
    c.state !== 'merged' &&
    !(c.closedAt !== undefined && c.closedAt <= page.asOf)
  )
}

/** Confirmed by the department by the cut-off. */
export function isDisposed(page: Page, c: BriefCase): boolean {
  return c.confirmedAt !== undefined && c.confirmedAt <= page.asOf
}

/** Its deadline still runs, or has run out: open, not suspended, not disposed of. A suspended case has no deadline meanwhile. */
const runs = (page: Page, c: BriefCase): c is BriefCase & { dueAt: number } =>
  isOpen(page, c) && c.state !== 'suspended' && c.dueAt !== undefined && !isDisposed(page, c)

export const isOverdue = (page: Page, c: BriefCase): boolean => runs(page, c) && c.dueAt < page.asOf

const isDue = (page: Page, c: BriefCase): boolean =>
  isInWindow(page, c.dueAt) && c.dueAt < page.asOf && !isVoid(c) && c.state !== 'suspended'

const isMet = (page: Page, c: BriefCase): boolean =>
  isDisposed(page, c) && ((c.confirmedAt ?? Infinity) <= (c.dueAt ?? -Infinity) || c.exempt === true)

export const isMajor = (c: BriefCase): boolean => c.level <= 2 || c.supervised === true

const byDue = (a: BriefCase, b: BriefCase): number => (a.dueAt ?? 0) - (b.dueAt ?? 0)
const bySeverity =
  (page: Page) =>
  (a: BriefCase, b: BriefCase): number =>
    a.level - b.level ||
    Number(isOpen(page, b)) - Number(isOpen(page, a)) ||
    a.openedAt - b.openedAt ||
    a.id.localeCompare(b.id)

interface Rule {
  readonly has: (page: Page, c: BriefCase) => boolean
  readonly definition: Text
  /** Without: as the facts list them. */
  readonly order?: (page: Page) => (a: BriefCase, b: BriefCase) => number
}

const RULES: Readonly<Record<CaseSet, Rule>> = {
  opened: {
    has: (page, c) => isInWindow(page, c.openedAt),
    definition: { zh: '发生时间在统计时段内的案卷', en: 'Cases that began within the window' },
  },
  filed: {
    has: (page, c) => isInWindow(page, c.filedAt),
    definition: { zh: '统计时段内立案的案卷', en: 'Cases filed within the window' },
  },
  dispatched: {
    has: (page, c) => isInWindow(page, c.dispatchedAt),
    definition: { zh: '统计时段内派遣到处置部门的案卷', en: 'Cases dispatched to a department within the window' },
  },
  closed: {
    has: (page, c) => isInWindow(page, c.closedAt),
    definition: { zh: '统计时段内结案的案卷', en: 'Cases closed within the window' },
  },
  open: {
    has: isOpen,
    definition: {
      zh: '数据截止时尚未结案的案卷，不含不予立案、作废和已并入他案的',
      en: 'Cases not closed at the cut-off, without refused, cancelled and merged ones',
    },
  },
  // 应处置数: the official denominator is by deadline, not by opening (CJ/T 292, GB/T 30428.4 practice).
  due: {
    has: isDue,
    definition: {
      zh: '应处置数：处置时限在统计时段内（截至数据截止时）到期的案卷，含以前转入的，不含挂账中的',
      en: 'Cases whose disposal deadline fell within the window up to the cut-off, carried-over ones included, suspended ones not',
    },
  },
  onTime: {
    has: (page, c) => isDue(page, c) && isMet(page, c),
    definition: {
      zh: '应处置案卷中，处置部门在时限前确认处置完毕的，含超时申诉成立的',
      en: 'Of the cases due, those whose department confirmed the disposal by the deadline, or whose appeal against the overdue mark was granted',
    },
  },
  late: {
    has: (page, c) => isDue(page, c) && isDisposed(page, c) && !isMet(page, c),
    definition: {
      zh: '应处置案卷中，超过时限后才处置完毕的',
      en: 'Of the cases due, those disposed of after the deadline',
    },
  },
  undisposed: {
    has: (page, c) => isDue(page, c) && !isDisposed(page, c),
    definition: {
      zh: '应处置案卷中，数据截止时仍未处置完毕的',
      en: 'Of the cases due, those not disposed of at the cut-off',
    },
  },
  overdue: {
    has: isOverdue,
    order: () => (a, b) => a.level - b.level || byDue(a, b),
    definition: {
      zh: '数据截止时已超过处置时限、仍未处置完毕的案卷，含以前转入的，不含挂账中的',
      en: 'Cases past their disposal deadline and not disposed of at the cut-off, carried-over ones included, suspended ones not',
    },
  },
  soonDue: {
    has: (page, c) => runs(page, c) && c.dueAt >= page.asOf && c.dueAt < page.asOf + DAY_MS,
    order: () => byDue,
    definition: {
      zh: '数据截止后24小时内到处置时限、尚未处置完毕的案卷，不含挂账中的',
      en: 'Cases not yet disposed of whose deadline falls within 24 hours after the cut-off, suspended ones not',
    },
  },
  done: {
    has: (page, c) =>
      isInWindow(page, c.openedAt) &&
      c.closedAt !== undefined &&
      c.closedAt <= page.asOf &&
      !isVoid(c) &&
      c.state !== 'merged',
    definition: {
      zh: '统计时段内发生、数据截止时已结案的案卷',
      en: 'Cases that began within the window and were closed by the cut-off',
    },
  },
  majors: {
    has: (page, c) =>
      isMajor(c) &&
      c.openedAt <= page.asOf &&
      (isInWindow(page, c.openedAt) || isInWindow(page, c.closedAt) || isOpen(page, c)),
    order: bySeverity,
    definition: {
      zh: 'Ⅰ级、Ⅱ级和督办案卷中，统计时段内发生、结案或数据截止时在办的',
      en: 'Cases of level I or II or under supervision that began or were closed within the window, or are open at the cut-off',
    },
  },
}

// A set is asked for by many figures of one page.
const kept = new WeakMap<Page, Map<CaseSet, readonly BriefCase[]>>()

function wholeSet(page: Page, set: CaseSet): readonly BriefCase[] {
  const sets = kept.get(page) ?? new Map<CaseSet, readonly BriefCase[]>()
  kept.set(page, sets)
  const known = sets.get(set)
  if (known) return known
  const { has, order } = RULES[set]
  const found = page.cases.filter((c) => has(page, c))
  if (order) found.sort(order(page))
  sets.set(set, found)
  return found
}

/** The cases of a set by its name; with a filter those of them that it leaves, under the definition of the whole set. */
export function setOf(page: Page, set: CaseSet, filter?: CaseFilter): Counted {
  const cases = wholeSet(page, set)
  return { cases: filter ? narrowed(cases, filter) : cases, definition: RULES[set].definition }
}

/** New cases that count as such, the gravest first. */
export const freshest = (page: Page): BriefCase[] =>
  wholeSet(page, 'opened')
    .filter((c) => !isVoid(c))
    .sort(bySeverity(page))

/** Cases grouped, the largest group first; ties keep the order of first appearance. */
export function groupBy<K>(cases: readonly BriefCase[], key: (c: BriefCase) => K | undefined): [K, BriefCase[]][] {
  const groups = new Map<K, BriefCase[]>()
  for (const c of cases) {
    const k = key(c)
    if (k === undefined) continue
    const group = groups.get(k)
    if (group) group.push(c)
    else groups.set(k, [c])
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length)
}
