// What to keep an eye on from the cut-off onwards: grave cases, what falls due, what is foretold.
import { LEVELS, type Level } from '../level.ts'
import { LEVEL_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import { alarmsOf, supervisedOf } from './answer.ts'
import { named } from './casework.ts'
import { setOf } from './counting.ts'
import { caseCount, figure, statement } from './figure.ts'
import { composeForetold } from './foretold.ts'
import { supervisedCount } from './instructions.ts'
import { clockWords, dateWords, type Page, timeWords } from './page.ts'
import { capital, count, inline, list, listSome } from './phrases.ts'
import type { Statement } from './types.ts'

const MAX_NAMED = 5

export function composeWatch(page: Page): Statement[] {
  const lines = [
    ...severeCases(page),
    ...soonDue(page),
    ...supervisedSoon(page),
    ...composeForetold(page),
    ...standingAlarms(page),
  ]
  if (lines.length > 0) return lines
  return [statement('watch.none', 'watch', { zh: '暂无需要特别关注的事项。', en: 'Nothing in particular to watch.' })]
}

function severeCases(page: Page): Statement[] {
  const severe = setOf(page, 'open').cases.filter((c) => c.level <= 2)
  if (severe.length === 0) return []
  const ofLevel = (level: Level): boolean => severe.some((c) => c.level === level)
  const shown = ([1, 2] as const).filter(ofLevel)
  const figures = shown.map((level) =>
    caseCount(
      page,
      `watch.open${level}`,
      'open',
      { level },
      {
        zh: `数据截止时在办的${LEVEL_WORDS[level].zh}案卷`,
        en: `Cases of ${LEVEL_WORDS[level].en} open at the cut-off`,
      },
    ),
  )
  const counts = list(
    shown.map((level, at) => {
      const n = figures[at]?.value ?? 0
      return { zh: `${LEVEL_WORDS[level].zh}${n}件`, en: `${n} at ${LEVEL_WORDS[level].en}` }
    }),
  )
  const sorted = [...severe].sort((a, b) => a.level - b.level || a.openedAt - b.openedAt)
  const names = listSome(
    sorted.map((c) => inline(c.title)),
    MAX_NAMED,
  )
  const zh = `重大案卷在办：${counts.zh}，须持续跟踪：${names.zh}。`
  const en = `Serious cases open: ${counts.en}; keep following ${names.en}.`
  return [statement('watch.open', 'watch', { zh, en }, figures)]
}

/** Of a window that ended at midnight, the day that follows; else the next 24 hours. */
function ahead(page: Page): Text {
  if (clockWords(page, page.asOf) !== '00:00') return { zh: '此后24小时内到期案卷', en: 'due within the next 24 hours' }
  const date = dateWords(page, page.asOf)
  return { zh: `${date.zh}到期案卷`, en: `due on ${date.en}` }
}

function soonDue(page: Page): Statement[] {
  const soon = setOf(page, 'soonDue').cases
  if (soon.length === 0) return []
  const n = caseCount(page, 'watch.due', 'soonDue')
  const names = listSome(
    soon.slice(0, MAX_NAMED + 1).map((c) => named(page, c)),
    MAX_NAMED,
  )
  const words = ahead(page)
  const zh = `${words.zh}${n.value}件：${names.zh}。`
  const en = `${capital(count(n.value, 'case'))} ${words.en}: ${names.en}.`
  return [statement('watch.due', 'watch', { zh, en }, [n])]
}

function supervisedSoon(page: Page): Statement[] {
  const soon = supervisedOf(page, 'soonDue')
  if (soon.length === 0) return []
  const n = supervisedCount(page, 'watch.supervised', 'soonDue')
  const names = listSome(
    soon.map((s) => {
      const due = timeWords(page, s.dueAt)
      return {
        zh: `${s.title.zh}（${s.leadName.zh}，限${due.zh}）`,
        en: `${s.title.en} (${s.leadName.en}, due by ${due.en})`,
      }
    }),
    MAX_NAMED,
  )
  const zh = `临近办结时限的督办事项${n.value}件：${names.zh}。`
  const en = `${capital(count(n.value, 'matter'))} under supervision soon due: ${names.en}.`
  return [statement('watch.supervised', 'watch', { zh, en }, [n])]
}

function standingAlarms(page: Page): Statement[] {
  const standing = alarmsOf(page, 'standing')
  if (standing.length === 0) return []
  const counted = (key: string, of: typeof standing, definition: Text, level?: Level) =>
    figure(
      page,
      { ask: 'alarms', set: 'standing', ...(level && { level }) },
      { key, unit: '条', definition, sources: of.map((a) => ({ kind: 'alarm', id: a.id, at: a.raisedAt })) },
    )
  const shown = LEVELS.filter((level) => standing.some((a) => a.level === level))
  const total = counted('watch.alarms', standing, {
    zh: '数据截止时尚未解除的告警',
    en: 'Alarms not cleared at the cut-off',
  })
  const byLevel = shown.map((level) => {
    const { zh, en } = LEVEL_WORDS[level]
    const of = alarmsOf(page, 'standing', level)
    return counted(`watch.alarms${level}`, of, { zh: `其中${zh}`, en: `Of these at ${en}` }, level)
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
