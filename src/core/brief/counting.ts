// Which cases a figure counts. Every definition of the brief is one of these, in code and in words.
import type { Text } from '../text.ts'
import { isInWindow, type Page } from './page.ts'
import type { BriefCase } from './types.ts'

/** A set of cases and, in words, what makes a case belong to it. */
export interface Counted {
  readonly cases: readonly BriefCase[]
  readonly definition: Text
}

const isVoid = (c: BriefCase): boolean => c.state === 'refused' || c.state === 'cancelled'

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

/** Past its deadline and not disposed at the cut-off. A suspended case has no deadline while it is suspended. */
export function isOverdue(page: Page, c: BriefCase): boolean {
  return (
    isOpen(page, c) && c.state !== 'suspended' && c.dueAt !== undefined && c.dueAt < page.asOf && !isDisposed(page, c)
  )
}

export function opened(page: Page): Counted {
  return {
    cases: page.facts.cases.filter((c) => isInWindow(page, c.openedAt)),
    definition: { zh: '发生时间在统计时段内的案卷', en: 'Cases that began within the window' },
  }
}

export function filed(page: Page): Counted {
  return {
    cases: page.facts.cases.filter((c) => isInWindow(page, c.filedAt)),
    definition: { zh: '统计时段内立案的案卷', en: 'Cases filed within the window' },
  }
}

export function dispatched(page: Page): Counted {
  return {
    cases: page.facts.cases.filter((c) => isInWindow(page, c.dispatchedAt)),
    definition: { zh: '统计时段内派遣到处置部门的案卷', en: 'Cases dispatched to a department within the window' },
  }
}

export function closed(page: Page): Counted {
  return {
    cases: page.facts.cases.filter((c) => isInWindow(page, c.closedAt)),
    definition: { zh: '统计时段内结案的案卷', en: 'Cases closed within the window' },
  }
}

export function open(page: Page): Counted {
  return {
    cases: page.facts.cases.filter((c) => isOpen(page, c)),
    definition: {
      zh: '数据截止时尚未结案的案卷，不含不予立案、作废和已并入他案的',
      en: 'Cases not closed at the cut-off, without refused, cancelled and merged ones',
    },
  }
}

/** 应处置数: the official denominator is by deadline, not by opening (CJ/T 292, GB/T 30428.4 practice). */
export function due(page: Page): Counted {
  return {
    cases: page.facts.cases.filter(
      (c) => isInWindow(page, c.dueAt) && c.dueAt < page.asOf && !isVoid(c) && c.state !== 'suspended',
    ),
    definition: {
      zh: '应处置数：处置时限在统计时段内（截至数据截止时）到期的案卷，含以前转入的，不含挂账中的',
      en: 'Cases whose disposal deadline fell within the window up to the cut-off, carried-over ones included, suspended ones not',
    },
  }
}

export function onTime(page: Page): Counted {
  return {
    cases: due(page).cases.filter(
      (c) => c.confirmedAt !== undefined && c.dueAt !== undefined && (c.confirmedAt <= c.dueAt || c.exempt === true),
    ),
    definition: {
      zh: '应处置案卷中，处置部门在时限前确认处置完毕的，含超时申诉成立的',
      en: 'Of the cases due, those whose department confirmed the disposal by the deadline, or whose appeal against the overdue mark was granted',
    },
  }
}

export function late(page: Page): Counted {
  const met = new Set(onTime(page).cases)
  return {
    cases: due(page).cases.filter((c) => !met.has(c) && isDisposed(page, c)),
    definition: {
      zh: '应处置案卷中，超过时限后才处置完毕的',
      en: 'Of the cases due, those disposed of after the deadline',
    },
  }
}

export function undisposed(page: Page): Counted {
  return {
    cases: due(page).cases.filter((c) => !isDisposed(page, c)),
    definition: {
      zh: '应处置案卷中，数据截止时仍未处置完毕的',
      en: 'Of the cases due, those not disposed of at the cut-off',
    },
  }
}

export function overdue(page: Page): Counted {
  return {
    cases: page.facts.cases
      .filter((c) => isOverdue(page, c))
      .sort((a, b) => a.level - b.level || (a.dueAt ?? 0) - (b.dueAt ?? 0)),
    definition: {
      zh: '数据截止时已超过处置时限、仍未处置完毕的案卷，含以前转入的，不含挂账中的',
      en: 'Cases past their disposal deadline and not disposed of at the cut-off, carried-over ones included, suspended ones not',
    },
  }
}

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
