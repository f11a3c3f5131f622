// Who is told what when lines are added to the log of an emergency. The sentences alone: where they go is the reach's business.
import type { Audience } from '../incident/notices.ts'
import { department, post } from '../incident/told/said.ts'
import { LEVEL_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import type { Line } from './log.ts'
import type { Emergency } from './types.ts'
import { REPORT_WORDS, kindWords, lineWords, listed, unended, type EmergencyNames } from './words.ts'

/** One notice: nothing personal and nothing that people wrote freely is in it. */
export interface EmergencyNotice {
  readonly to: Audience
  /** The line it rests on. */
  readonly n: number
  readonly text: Text
}

/** Posts that hear of the beginning and the end. */
const POSTS = ['acceptor', 'dispatcher', 'dutyChief', 'leader'] as const
const text = (zh: string, en: string): Text => ({ zh, en })

/** What one line tells, `e` being the emergency after it. A drill's sentences are marked where they are sent. */
export function noticesOfLine(line: Line, e: Emergency, names: EmergencyNames): EmergencyNotice[] {
  const { n, body } = line
  const kind = kindWords(e.drill)
  const title = e.title
  const units = (words: (task: Text) => Text): EmergencyNotice[] =>
    e.plan.parties.map((party) => ({ to: department(party.department), n, text: words(party.task) }))
  const posts = (words: Text, to: readonly (typeof POSTS)[number][] = POSTS): EmergencyNotice[] =>
    to.map((one) => ({ to: post(one), n, text: words }))
  const roll = names.time(e.rollDueAt)
  switch (body.type) {
    case 'declared': {
      const level = LEVEL_WORDS[body.level]
      const head = text(
        `启动${level.zh}${kind.zh}：${title.zh}`,
        `${kind.en === 'drill' ? 'Drill' : 'Emergency response'}, ${level.en}: ${title.en}`,
      )
      return [
        ...units((task) =>
          text(
            `${head.zh}。本单位任务：${unended(task.zh)}；请立即签收，并于 ${roll} 前应答是否就位`,
            `${head.en}. Your task: ${unended(task.en)}. Sign for it now and answer by ${roll} whether you are in place`,
          ),
        ),
        ...posts(
          text(
            `${head.zh}，按《${body.plan.name.zh}》执行，已向 ${body.plan.parties.length} 个单位下达指令`,
            `${head.en}. Plan “${body.plan.name.en}”; orders went out to ${body.plan.parties.length} units`,
          ),
        ),
      ]
    }
    case 'rollCalled':
      return units(() =>
        text(
          `${title.zh}：重新点名，请于 ${roll} 前应答是否就位`,
          `${title.en}: the roll is called again; answer by ${roll} whether you are in place`,
        ),
      )
    case 'rollClosed':
      return body.missing.length === 0
        ? []
        : [
            ...body.missing.map((id) => ({
              to: department(id),
              n,
              text: text(
                `${title.zh}：点名时限已过，请立即应答是否就位`,
                `${title.en}: the time for the roll call is over; answer at once whether you are in place`,
              ),
            })),
            ...posts(said(title, lineWords(line, e, names)), ['dispatcher', 'dutyChief']),
          ]
    case 'stepOverdue': {
      const owner = e.plan.steps.find((one) => one.id === body.step)?.owner
      const words = said(title, lineWords(line, e, names))
      const own = owner && 'post' in owner ? POSTS.filter((one) => one === owner.post && one !== 'dutyChief') : []
      return [
        ...(owner && 'department' in owner ? [{ to: department(owner.department), n, text: words }] : []),
        ...posts(words, ['dutyChief', ...own]),
      ]
    }
    case 'reportOverdue':
      return posts(said(title, lineWords(line, e, names)), ['dutyChief', 'dispatcher'])
    case 'reported': {
      const report = REPORT_WORDS[body.kind]
      return posts(
        text(
          `${title.zh}：${report.zh}（第 ${body.n} 期）已报送`,
          `${title.en}: the ${report.en} (no. ${body.n}) has been handed in`,
        ),
        ['leader'],
      )
    }
    case 'ended': {
      const words = e.drill
        ? text(`${title.zh}：演练结束，演练指令解除`, `${title.en}: the drill is over; its orders are released`)
        : text(
            `${title.zh}：应急响应解除，应急指令同时解除；案卷上的任务仍须办结，或由值班席撤销`,
            `${title.en}: the emergency response has ended and its orders are released; tasks on the case stand until they are done or the desk withdraws them`,
          )
      return [...units(() => words), ...posts(words)]
    }
    case 'caseWorked': {
      if (body.failures.length === 0) return []
      return posts(said(title, listed(body.failures)), ['dutyChief', 'dispatcher'])
    }
    case 'stepDone':
    case 'stepUndone':
    case 'signed':
    case 'noted':
      return []
    case 'answered':
      return body.answer === 'ready'
        ? []
        : posts(
            text(
              `${title.zh}：${names.department(body.department).zh}应答未就位`,
              `${title.en}: ${names.department(body.department).en} is not in place`,
            ),
            ['dutyChief', 'dispatcher'],
          )
  }
}

const said = (title: Text, words: Text): Text => ({ zh: `${title.zh}：${words.zh}`, en: `${title.en}: ${words.en}` })
