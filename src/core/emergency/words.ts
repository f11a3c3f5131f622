// How an emergency is said: its posts and units, and each line of its log as a sentence. Knows no person.
import type { DepartmentId } from '../ids.ts'
import { LEVEL_WORDS, ROLE_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import type { Line } from './log.ts'
import type { Emergency, EmergencyActor, EmergencyClass, PlanStep, ReportKind, RollAnswer } from './types.ts'

/** What sentences need besides the emergency. `time`: city date and time of an instant (epoch ms), e.g. `11-22 16:00`. */
export interface EmergencyNames {
  readonly department: (id: DepartmentId) => Text
  readonly time: (at: number) => string
}

const text = (zh: string, en: string): Text => ({ zh, en })

export const CLASS_WORDS: Readonly<Record<EmergencyClass, Text>> = {
  natural: text('自然灾害', 'natural disaster'),
  accident: text('事故灾难', 'accident'),
  health: text('公共卫生事件', 'public health event'),
  security: text('社会安全事件', 'public security event'),
}
/** What a drill about it is called. */
export const drillOf = ({ zh, en }: Text): Text => ({ zh: `${zh}（演练）`, en: `${en} (drill)` })

export const REPORT_WORDS: Readonly<Record<ReportKind, Text>> = {
  first: text('首报', 'first report'),
  follow: text('续报', 'follow-up report'),
  final: text('终报', 'final report'),
}
export const ANSWER_WORDS: Readonly<Record<RollAnswer, Text>> = {
  ready: text('就位', 'in place'),
  notReady: text('未就位', 'not in place'),
}
/** What stands before every sentence of a drill. */
export const DRILL_MARK: Text = text('【演练】', '[Drill] ')

/** A real one and a drill are called by different words throughout. */
export const kindWords = (drill: boolean): Text =>
  drill ? text('应急演练', 'drill') : text('应急响应', 'emergency response')

/** Who did it, by post or department: people are named nowhere that walls can see. */
export function actorWords({ role, department }: EmergencyActor, names: EmergencyNames): Text {
  return department === undefined ? ROLE_WORDS[role] : names.department(department)
}

/** Whose a step is. */
export const ownerWords = (owner: PlanStep['owner'], names: EmergencyNames): Text =>
  'department' in owner ? names.department(owner.department) : ROLE_WORDS[owner.post]

/** A list of names, in both languages. */
export function listed(texts: readonly Text[]): Text {
  return { zh: texts.map((one) => one.zh).join('、'), en: texts.map((one) => one.en).join(', ') }
}

/** A sentence without its full stop, to be followed by one. */
export const unended = (words: string): string => words.trim().replace(/[。．.；;，,、]+$/u, '')

const stepText = (e: Emergency, id: string): Text => e.plan.steps.find((one) => one.id === id)?.text ?? text(id, id)
const noted = (note: string | undefined): Text =>
  note === undefined || note.trim() === '' ? text('', '') : text(`（${unended(note)}）`, ` (${unended(note)})`)

/** One line of the log as a sentence; whoever said it stands beside it and is not repeated, but for units. */
export function lineWords(line: Line, e: Emergency, names: EmergencyNames): Text {
  const said = saidOf(line, e, names)
  if (!('occurredAt' in line.body) || line.body.occurredAt === undefined) return said
  const time = names.time(line.body.occurredAt)
  return text(
    `${said.zh}（${time} 办理，当时无信号，恢复后送达）`,
    `${said.en} (done at ${time} without signal, delivered once there was one)`,
  )
}

function saidOf({ by, body }: Line, e: Emergency, names: EmergencyNames): Text {
  const kind = kindWords(e.drill)
  const unit = (id: DepartmentId): Text => names.department(id)
  switch (body.type) {
    case 'declared': {
      const level = LEVEL_WORDS[body.level]
      return text(
        `启动${kind.zh}：《${body.plan.name.zh}》，${level.zh}；应急指令已下达 ${body.plan.parties.length} 个单位`,
        `Declared: ${kind.en}, ${level.en}, plan “${body.plan.name.en}”; orders went out to ${body.plan.parties.length} units`,
      )
    }
    case 'stepDone': {
      const [step, note] = [stepText(e, body.step), noted(body.note)]
      return text(`完成步骤：${unended(step.zh)}${note.zh}`, `Step done: ${unended(step.en)}${note.en}`)
    }
    case 'stepUndone': {
      const step = stepText(e, body.step)
      return text(`撤销步骤完成：${unended(step.zh)}`, `Step taken back: ${unended(step.en)}`)
    }
    case 'signed': {
      const name = unit(body.department)
      return by.department === body.department
        ? text(`${name.zh}签收应急指令`, `${name.en} signed for its order`)
        : text(`代${name.zh}签收应急指令`, `Signed for the order of ${name.en} on its behalf`)
    }
    case 'answered': {
      const [name, answer, note] = [unit(body.department), ANSWER_WORDS[body.answer], noted(body.note)]
      return by.department === body.department
        ? text(`${name.zh}应答：${answer.zh}${note.zh}`, `${name.en} answered: ${answer.en}${note.en}`)
        : text(`代${name.zh}应答：${answer.zh}${note.zh}`, `Answered for ${name.en}: ${answer.en}${note.en}`)
    }
    case 'rollCalled':
      return text('重新点名，各单位须再次应答', 'The roll is called again; every unit has to answer anew')
    case 'reported': {
      const report = REPORT_WORDS[body.kind]
      return text(`报送${report.zh}（第 ${body.n} 期）`, `Handed in the ${report.en} (no. ${body.n})`)
    }
    case 'noted':
      return text(body.text, body.text)
    case 'ended':
      return e.drill
        ? text(`结束演练：${unended(body.reason)}`, `Drill ended: ${unended(body.reason)}`)
        : text(`解除应急响应：${unended(body.reason)}`, `Emergency response ended: ${unended(body.reason)}`)
    case 'rollClosed': {
      const missing = listed(body.missing.map(unit))
      return body.missing.length === 0
        ? text('点名时限已到，各单位均已应答', 'Time for the roll call is up: every unit has answered')
        : text(`点名时限已到，未应答：${missing.zh}`, `Time for the roll call is up; no answer from: ${missing.en}`)
    }
    case 'stepOverdue': {
      const step = e.plan.steps.find((one) => one.id === body.step)
      const [words, owner] = [stepText(e, body.step), step ? ownerWords(step.owner, names) : text('', '')]
      return text(
        `步骤超期未完成：${unended(words.zh)}（${owner.zh}）`,
        `Step not done in time: ${unended(words.en)} (${owner.en})`,
      )
    }
    case 'reportOverdue': {
      const report = REPORT_WORDS[body.kind]
      return text(`${report.zh}（第 ${body.n} 期）逾期未报`, `The ${report.en} (no. ${body.n}) is late`)
    }
    case 'caseWorked':
      return caseWords(body, names)
  }
}

function caseWords(
  { lead, engaged, failures }: Extract<Line['body'], { type: 'caseWorked' }>,
  names: EmergencyNames,
): Text {
  const parts: Text[] = []
  if (lead !== undefined) {
    const name = names.department(lead)
    parts.push(text(`案卷已派遣至${name.zh}`, `the case was dispatched to ${name.en}`))
  }
  if (engaged.length > 0) {
    const others = listed(engaged.map(names.department))
    parts.push(text(`已通知协办：${others.zh}`, `assisting orders went to ${others.en}`))
  }
  parts.push(...failures)
  if (parts.length === 0)
    return text('案卷已由预案内单位承办，无需另行派遣', 'The units of the plan have the case already')
  return { zh: parts.map(({ zh }) => zh).join('；'), en: parts.map(({ en }) => en).join('; ') }
}
