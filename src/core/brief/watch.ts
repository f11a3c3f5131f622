// What to keep an eye on from the cut-off onwards.
import type { Level } from '../level.ts'
import { LEVELS } from '../level.ts'
import { LEVEL_WORDS } from '../incident/words.ts'
import { named } from './casework.ts'
import { isDisposed, isOpen, open } from './counting.ts'
import { caseCount, figure, type Page, statement } from './page.ts'
import { capital, count, list, listSome } from './phrases.ts'
import type { BriefCase, Statement } from './types.ts'

const DAY_MS = 86_400_000
const MAX_NAMED = 5

export function composeWatch(page: Page): Statement[] {
  const lines = [...severeCases(page), ...soonDue(page), ...standingAlarms(page)]
  if (lines.length > 0) return lines
  return [statement('watch.none', 'watch', { zh: '暂无需要特别关注的事项。', en: 'Nothing in particular to watch.' })]
}

function severeCases(page: Page): Statement[] {
  const severe = open(page).cases.filter((c) => c.level <= 2)
  if (severe.length === 0) return []
  const ofLevel = (level: Level): BriefCase[] => severe.filter((c) => c.level === level)
  const shown = ([1, 2] as const).filter((level) => ofLevel(level).length > 0)
  const figures = shown.map((level) =>
    caseCount(page, `watch.open${level}`, ofLevel(level), {
      zh: `数据截止时在办的${LEVEL_WORDS[level].zh}案卷`,
      en: `Cases of ${LEVEL_WORDS[level].en} open at the cut-off`,
    }),
  )
  const counts = list(
    shown.map((level) => ({
      zh: `${LEVEL_WORDS[level].zh}${ofLevel(level).length}件`,
      en: `${ofLevel(level).length} at ${LEVEL_WORDS[level].en}`,
    })),
  )
  const sorted = [...severe].sort((a, b) => a.level - b.level || a.openedAt - b.openedAt)
  const names = listSome(
    sorted.map((c) => c.title),
    MAX_NAMED,
  )
  const zh = `重大案卷在办：${counts.zh}，须持续跟踪：${names.zh}。`
  const en = `Serious cases open: ${counts.en}; keep following ${names.en}.`
  return [statement('watch.open', 'watch', { zh, en }, figures)]
}

function soonDue(page: Page): Statement[] {
  const soon = page.facts.cases
    .filter((c) => isOpen(page, c) && c.state !== 'suspended' && !isDisposed(page, c))
    .filter((c) => c.dueAt !== undefined && c.dueAt >= page.asOf && c.dueAt < page.asOf + DAY_MS)
    .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
  if (soon.length === 0) return []
  const n = caseCount(page, 'watch.due', soon, {
    zh: '数据截止后24小时内到处置时限、尚未处置完毕的案卷，不含挂账中的',
    en: 'Cases not yet disposed of whose deadline falls within 24 hours after the cut-off, suspended ones not',
  })
  const names = listSome(
    soon.map((c) => named(page, c)),
    MAX_NAMED,
  )
  const zh = `一日之内到期${n.value}件：${names.zh}。`
  const en = `${capital(count(n.value, 'case'))} due within a day: ${names.en}.`
  return [statement('watch.due', 'watch', { zh, en }, [n])]
}

function standingAlarms(page: Page): Statement[] {
  const standing = page.facts.alarms.filter(
    (a) => a.raisedAt <= page.asOf && !(a.clearedAt !== undefined && a.clearedAt <= page.asOf),
  )
  if (standing.length === 0) return []
  const sourceOf = (a: (typeof standing)[number]) => ({ kind: 'alarm' as const, id: a.id, at: a.raisedAt })
  const shown = LEVELS.filter((level) => standing.some((a) => a.level === level))
  const total = figure(
    page,
    'watch.alarms',
    standing.length,
    '条',
    {
      zh: '数据截止时尚未解除的告警',
      en: 'Alarms not cleared at the cut-off',
    },
    standing.map(sourceOf),
  )
  const byLevel = shown.map((level) => {
    const of = standing.filter((a) => a.level === level)
    const { zh, en } = LEVEL_WORDS[level]
    return figure(
      page,
      `watch.alarms${level}`,
      of.length,
      '条',
      { zh: `其中${zh}`, en: `Of these at ${en}` },
      of.map(sourceOf),
    )
  })
  const parts = list(
    shown.map((level, at) => {
      const n = byLevel[at]?.value ?? 0
      return { zh: `${LEVEL_WORDS[level].zh}${n}条`, en: `${n} at ${LEVEL_WORDS[level].en}` }
    }),
  )
  const zh = `未解除的告警${total.value}条：${parts.zh}。`
  const en = `${capital(count(total.value, 'alarm'))} standing: ${parts.en}.`
  return [statement('watch.alarms', 'watch', { zh, en }, [total, ...byLevel])]
}
