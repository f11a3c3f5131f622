// Major incidents: one or two sentences each, ending with who, by when, and where it stands.
import { LEVEL_WORDS, STATE_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import { freshest, setOf } from './counting.ts'
import { caseCount, incidentSource, statement } from './figure.ts'
import { type Page, timeWords } from './page.ts'
import { ownWords } from './period.ts'
import { capital, count, inline } from './phrases.ts'
import type { BriefCase, Statement } from './types.ts'

/** A page holds this many items of two to three lines; the rest is counted and linked. */
const MAX_MAJORS = 12
const MAX_LESSER = 5

/** Cases that have a sentence of their own among the incidents: major ones, or the gravest of a quiet window. */
export function toldOf(page: Page): readonly BriefCase[] {
  const majors = setOf(page, 'majors').cases
  return majors.length > 0 ? majors.slice(0, MAX_MAJORS) : freshest(page).slice(0, MAX_LESSER)
}

export function composeIncidents(page: Page): Statement[] {
  const majors = setOf(page, 'majors').cases
  if (majors.length > 0) return [...toldOf(page).map((c) => caseStatement(page, c)), ...rest(page, majors.length)]
  const lesser = toldOf(page)
  const own = ownWords(page)
  const none: Text =
    lesser.length > 0
      ? {
          zh: `${own.zh}无Ⅰ级、Ⅱ级和督办案卷，较重的如下。`,
          en: 'No case of level I or II or under supervision; the most serious are these.',
        }
      : {
          zh: `${own.zh}无Ⅰ级、Ⅱ级和督办案卷，也无新增案卷。`,
          en: 'No case of level I or II or under supervision, and no new case at all.',
        }
  return [statement('incidents.none', 'incidents', none), ...lesser.map((c) => caseStatement(page, c))]
}

function rest(page: Page, n: number): Statement[] {
  if (n <= MAX_MAJORS) return []
  const all = caseCount(page, 'incidents.majors', 'majors')
  const zh = `Ⅰ级、Ⅱ级和督办案卷共${all.value}件，以上为较重的，其余见附表。`
  const en = `${capital(count(all.value, 'case'))} of level I or II or under supervision in all; the gravest are above, the rest in the table.`
  return [statement('incidents.more', 'incidents', { zh, en }, [all])]
}

function caseStatement(page: Page, c: BriefCase): Statement {
  const sources = [incidentSource(c)]
  return statement(`incidents.${c.id}`, 'incidents', caseWords(page, c), [], { level: c.level, sources })
}

/** What happened where and when, how grave; then who, by when, and where it stands. */
export function caseWords(page: Page, c: BriefCase): Text {
  const at = timeWords(page, c.openedAt)
  const what = happening(c)
  const level = LEVEL_WORDS[c.level]
  const marks: Text = c.supervised
    ? { zh: `${level.zh}，已督办`, en: `${level.en}, under supervision` }
    : { zh: level.zh, en: level.en }
  const stands = standing(page, c)
  const zh = `${at.zh}，${what.zh}（${marks.zh}）。${stands.zh}`
  const en = `${capital(what.en)}, ${at.en} (${marks.en}). ${stands.en}`
  return { zh, en }
}

/** What happened where, as a sentence begins: taken apart from the title when it is «place matter», else the title as it is. */
function happening(c: BriefCase): Text {
  const { matterName: matter } = c
  const [area, title] = [inline(c.areaName), inline(c.title)]
  // A case without an address has its area for a place already.
  const en = title.en.includes(area.en) ? title.en : `${title.en}, ${area.en}`
  if (!matter || !title.zh.endsWith(matter.zh)) return { zh: `${area.zh}：${title.zh}`, en }
  const place = title.zh.slice(0, -matter.zh.length).trim()
  return {
    zh: `${area.zh}${area.zh.endsWith(place) ? '' : place}发生${matter.zh}`,
    en: en.replace(' · ', ', '),
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
