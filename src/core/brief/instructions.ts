// Instructions and supervision: what was given, what runs, what is overdue, and each running matter with its latest word.
import type { SupervisedState } from '../supervise/types.ts'
import type { Text } from '../text.ts'
import { supervisedOf } from './answer.ts'
import { figure, statement } from './figure.ts'
import { dateWords, type Page, timeWords } from './page.ts'
import { ownWords } from './period.ts'
import { capital } from './phrases.ts'
import type { Query } from './query.ts'
import type { BriefSupervised, Figure, Statement } from './types.ts'

const MAX_LINES = 15

type SupervisedSet = Extract<Query, { ask: 'supervised' }>['set']
const DEFINITIONS: Readonly<Record<SupervisedSet, Text>> = {
  given: { zh: '统计时段内交办的督办事项', en: 'Matters put under supervision within the window' },
  running: { zh: '数据截止时尚未办结的督办事项', en: 'Matters under supervision not closed at the cut-off' },
  overdue: { zh: '数据截止时超过办结时限的督办事项', en: 'Matters under supervision past their date at the cut-off' },
  soonDue: {
    zh: '数据截止时临近办结时限的督办事项',
    en: 'Matters under supervision close to their date at the cut-off',
  },
  closed: { zh: '统计时段内办结的督办事项', en: 'Matters under supervision closed within the window' },
}

export const SUPERVISED_WORDS: Readonly<Record<SupervisedState, Text>> = {
  pendingSign: { zh: '待签收', en: 'waiting to be signed for' },
  inProgress: { zh: '办理中', en: 'in progress' },
  pendingCheck: { zh: '待核查', en: 'awaiting the check' },
  closed: { zh: '已办结', en: 'closed' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
}

const sourceOf = (s: BriefSupervised) => ({ kind: 'supervision' as const, id: s.id, at: s.givenAt })

/** How many matters of a set, as a figure of any section. */
export const supervisedCount = (page: Page, key: string, set: SupervisedSet): Figure =>
  figure(
    page,
    { ask: 'supervised', set },
    { key, unit: '件', definition: DEFINITIONS[set], sources: supervisedOf(page, set).map(sourceOf) },
  )

export function composeInstructions(page: Page): Statement[] {
  const running = supervisedOf(page, 'running')
  const closed = supervisedOf(page, 'closed')
  if (page.facts.kind === 'topic' && running.length + closed.length === 0) return []
  const figures = (['given', 'running', 'overdue', 'closed'] as const).map((set) =>
    supervisedCount(page, `instructions.${set}`, set),
  )
  const [a = 0, b = 0, c = 0, d = 0] = figures.map((f) => f.value)
  if (a + b + d === 0) {
    const text = { zh: '无在办的批示和督办事项。', en: 'No instruction or matter under supervision is running.' }
    return [statement('instructions.none', 'instructions', text, figures)]
  }
  const late: Text =
    c === 0
      ? { zh: '', en: '' }
      : c === b
        ? { zh: '（均已超期）', en: ' (all overdue)' }
        : { zh: `（其中超期${c}件）`, en: ` (${c} overdue)` }
  const zh = `批示和督办事项：${ownWords(page).zh}交办${a}件，办结${d}件；在办${b}件${late.zh}。`
  const en = `Instructions and matters under supervision: ${a} given and ${d} closed in the window; ${b} running${late.en}.`
  // Red marks what is overdue; it is no alarm level.
  return [
    statement('instructions.flow', 'instructions', { zh, en }, figures),
    ...running.slice(0, MAX_LINES).map((s) => line(page, s)),
    ...more(running),
    ...closed.map((s) => ended(page, s)),
  ]
}

function line(page: Page, s: BriefSupervised): Statement {
  const [given, due] = [dateWords(page, s.givenAt), timeWords(page, s.dueAt)]
  const overdue = s.dueAt < page.asOf
  const state = s.closedAt === undefined ? SUPERVISED_WORDS[s.state] : SUPERVISED_WORDS.inProgress
  const word: Text = s.lastWord
    ? { zh: `最新反馈：${unended(s.lastWord.zh)}`, en: `latest word: ${unended(s.lastWord.en)}` }
    : { zh: '暂无反馈', en: 'no word yet' }
  const zh = `${s.title.zh}（${s.code}，${s.by.zh}${given.zh}交办）：${s.leadName.zh}主办，限${due.zh}前办结，${overdue ? '已超期，' : ''}目前${state.zh}；${word.zh}。`
  const en = `${capital(s.title.en)} (${s.code}, given by ${s.by.en} on ${given.en}): ${s.leadName.en} leads, due by ${due.en}; ${overdue ? 'overdue, ' : ''}now ${state.en}; ${word.en}.`
  return statement(`instructions.${s.id}`, 'instructions', { zh, en }, [], { sources: [sourceOf(s)] })
}

const unended = (words: string): string => words.replace(/[。.;；\s]+$/u, '')

function more(running: readonly BriefSupervised[]): Statement[] {
  if (running.length <= MAX_LINES) return []
  const text = { zh: '其余在办事项见附表。', en: 'The other running matters are in the table.' }
  return [statement('instructions.more', 'instructions', text)]
}

function ended(page: Page, s: BriefSupervised): Statement {
  const at = timeWords(page, s.closedAt ?? page.asOf)
  const late = s.closedAt !== undefined && s.closedAt > s.dueAt
  const zh = `${s.title.zh}（${s.code}）：${s.leadName.zh}主办，${at.zh}${late ? '超期' : ''}办结。`
  const en = `${capital(s.title.en)} (${s.code}): led by ${s.leadName.en}, closed ${at.en}${late ? ', late' : ''}.`
  return statement(`instructions.${s.id}`, 'instructions', { zh, en }, [], { sources: [sourceOf(s)] })
}
