// Major incidents: one or two sentences each, ending with who, by when, and where it stands.
import { LEVEL_WORDS, STATE_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import { isOpen, opened } from './counting.ts'
import { caseCount, incidentSource, isInWindow, type Page, statement, timeWords } from './page.ts'
import { capital, count } from './phrases.ts'
import type { BriefCase, Statement } from './types.ts'

/** A page holds this many items of two to three lines; the rest is counted and linked. */
const MAX_MAJORS = 12
const MAX_LESSER = 5

const isMajor = (c: BriefCase): boolean => c.level <= 2 || c.supervised === true

export function composeIncidents(page: Page): Statement[] {
  const bySeverity = (a: BriefCase, b: BriefCase): number =>
    a.level - b.level ||
    Number(isOpen(page, b)) - Number(isOpen(page, a)) ||
    a.openedAt - b.openedAt ||
    a.id.localeCompare(b.id)
  const ofTheDay = page.facts.cases
    .filter((c) => c.openedAt <= page.asOf)
    .filter((c) => isInWindow(page, c.openedAt) || isInWindow(page, c.closedAt) || isOpen(page, c))
  const majors = ofTheDay.filter(isMajor).sort(bySeverity)
  if (majors.length > 0) {
    const shown = majors.slice(0, MAX_MAJORS)
    return [...shown.map((c) => caseStatement(page, c)), ...rest(page, majors.slice(MAX_MAJORS))]
  }
  const fresh = [...opened(page).cases].filter((c) => c.state !== 'refused' && c.state !== 'cancelled').sort(bySeverity)
  const lesser = fresh.slice(0, MAX_LESSER)
  const none: Text =
    lesser.length > 0
      ? {
          zh: '当日无Ⅰ级、Ⅱ级和督办案卷，较重的如下。',
          en: 'No case of level I or II or under supervision; the most serious are these.',
        }
      : {
          zh: '当日无Ⅰ级、Ⅱ级和督办案卷，也无新增案卷。',
          en: 'No case of level I or II or under supervision, and no new case at all.',
        }
  return [statement('incidents.none', 'incidents', none), ...lesser.map((c) => caseStatement(page, c))]
}

function rest(page: Page, cases: readonly BriefCase[]): Statement[] {
  if (cases.length === 0) return []
  const n = caseCount(page, 'incidents.more', cases, {
    zh: '未逐件列出的Ⅰ级、Ⅱ级和督办案卷',
    en: 'Cases of level I or II or under supervision not listed one by one',
  })
  const zh = `另有Ⅰ级、Ⅱ级和督办案卷${n.value}件，详见案卷清单。`
  const en = `${capital(count(n.value, 'more case'))} of level I or II or under supervision; see the list.`
  return [statement('incidents.more', 'incidents', { zh, en }, [n])]
}

function caseStatement(page: Page, c: BriefCase): Statement {
  const at = timeWords(page, c.openedAt)
  const what = happening(c)
  const level = LEVEL_WORDS[c.level]
  const marks: Text = c.supervised
    ? { zh: `${level.zh}，已督办`, en: `${level.en}, under supervision` }
    : { zh: level.zh, en: level.en }
  const stands = standing(page, c)
  const zh = `${at.zh}，${what.zh}（${marks.zh}）。${stands.zh}`
  const en = `${capital(what.en)}, ${at.en} (${marks.en}). ${stands.en}`
  return statement(`incidents.${c.id}`, 'incidents', { zh, en }, [], { level: c.level, sources: [incidentSource(c)] })
}

/** What happened where, as a sentence begins: taken apart from the title when it is «place matter», else the title as it is. */
function happening(c: BriefCase): Text {
  const { matterName: matter, areaName: area, title } = c
  if (!matter || !title.zh.endsWith(matter.zh)) return { zh: `${area.zh}：${title.zh}`, en: `${title.en}, ${area.en}` }
  const place = title.zh.slice(0, -matter.zh.length).trim()
  return {
    zh: `${area.zh}${area.zh.endsWith(place) ? '' : place}发生${matter.zh}`,
    en: `${title.en.replace(' · ', ', ')}, ${area.en}`,
  }
}

/** The second sentence: department, limit, and where it stands when the brief is written. */
function standing(page: Page, c: BriefCase): Text {
  const state = STATE_WORDS[c.state]
  if (c.state === 'refused' || c.state === 'cancelled') return { zh: `${state.zh}。`, en: `${capital(state.en)}.` }
  if (!c.leadName) return { zh: `目前${state.zh}，尚未明确主办部门。`, en: `Now ${state.en}; no department leads yet.` }
  const due = c.dueAt === undefined ? undefined : timeWords(page, c.dueAt)
  const who: Text = {
    zh: `${c.leadName.zh}主办${due ? `，限${due.zh}前处置` : ''}`,
    en: `${c.leadName.en} leads${due ? `, due by ${due.en}` : ''}`,
  }
  if (c.confirmedAt !== undefined) {
    const done = timeWords(page, c.confirmedAt)
    const isLate = c.dueAt !== undefined && c.confirmedAt > c.dueAt
    const end = c.closedAt === undefined ? state : undefined
    return {
      zh: `${who.zh}，已于${done.zh}${isLate ? '超期' : ''}处置完毕${end ? `，目前${end.zh}` : '并结案'}。`,
      en: `${who.en}; disposed of at ${done.en}${isLate ? ', late' : ''}${end ? `; now ${end.en}` : ', closed'}.`,
    }
  }
  const isLate = c.state !== 'suspended' && c.dueAt !== undefined && c.dueAt < page.facts.now
  return {
    zh: `${who.zh}，${isLate ? '已超期，' : ''}目前${state.zh}。`,
    en: `${who.en}; ${isLate ? 'overdue, ' : ''}now ${state.en}.`,
  }
}
