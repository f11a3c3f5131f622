// The paragraphs that drafts of reports are made of. What nobody has reported is said to be unknown, never to be nothing.
import { MINUTE_MS } from '../clock/calendar.ts'
import { LEVEL_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import type { Line } from './log.ts'
import { openSteps, type OpenStep } from './open.ts'
import type { Emergency, PartyState, ReportKind } from './types.ts'
import {
  ANSWER_WORDS,
  CLASS_WORDS,
  actorWords,
  kindWords,
  lineWords,
  listed,
  ownerWords,
  unended,
  type EmergencyNames,
} from './words.ts'

/** What the hub knows of it beyond the log. Nothing personal: `source` is how it became known, never by whom. */
export interface DraftFacts {
  /** The city and the office that reports, e.g. 扬州市 and 市城市运行管理服务中心. */
  readonly city: Text
  readonly office: Text
  /** Of the case: its code, when it happened, what it is, where, and how it became known. */
  readonly incident?: {
    readonly code: string
    readonly occurredAt: number
    readonly matter?: Text
    readonly place: Text
    readonly source: Text
    readonly state: Text
  }
}

export interface DraftInput {
  readonly kind: ReportKind
  readonly n: number
  readonly emergency: Emergency
  readonly lines: readonly Line[]
  readonly facts: DraftFacts
  readonly names: EmergencyNames
  /** Of the draft, epoch ms. */
  readonly now: number
}

const text = (zh: string, en: string): Text => ({ zh, en })

/** The hub is told of no casualties: that is no report of none. */
export const CASUALTIES = text(
  '暂无报告，待有关单位核实后补报',
  'none reported so far, which does not mean that there are none; to be completed once verified',
)
export const CAUSE = text('正在核查，尚未认定', 'under investigation; nothing has been established yet')

export function timeWords({ emergency: e, facts, names }: DraftInput): Text {
  const declared = names.time(e.declaredAt)
  const kind = kindWords(e.drill)
  if (facts.incident === undefined)
    return text(`${declared} 启动${kind.zh}，发生时间待核实`, `declared ${declared}; when it began is to be verified`)
  const occurred = names.time(facts.incident.occurredAt)
  return text(`${occurred} 发现；${declared} 启动${kind.zh}`, `noticed ${occurred}; declared ${declared}`)
}

export function placeWords({ emergency: { place }, facts }: DraftInput): Text {
  if (place) return place.name
  return facts.incident?.place ?? text('待核实', 'to be verified')
}

export function sourceWords({ emergency: e, facts }: DraftInput): Text {
  if (facts.incident === undefined)
    return e.drill ? text('演练设定', 'the scenario of the drill') : text('待核实', 'to be verified')
  const { source, code } = facts.incident
  return text(`${source.zh}，案卷 ${code}`, `${source.en}, case ${code}`)
}

/** The level is that of the response: how grave the event is, by its harm, the competent authority settles (突发事件应对法). */
export function natureWords({ emergency: e, facts }: DraftInput): Text {
  const [kind, level] = [CLASS_WORDS[e.plan.class], LEVEL_WORDS[e.level]]
  const what = facts.incident?.matter ?? e.plan.name
  return text(
    `${what.zh}，属${kind.zh}；按${level.zh}响应处置，事件等级待主管部门认定`,
    `${what.en}; ${kind.en}; response ${level.en}, the grade of the event to be settled by the competent authority`,
  )
}

/** Steps done, in the order they were done. */
export function measuresWords({ emergency: e, names }: DraftInput): Text {
  const kind = kindWords(e.drill)
  const begun = text(
    `${names.time(e.declaredAt)} 启动${kind.zh}，按《${e.plan.name.zh}》向 ${e.plan.parties.length} 个单位下达指令`,
    `${names.time(e.declaredAt)}: plan “${e.plan.name.en}” put into force, orders to ${e.plan.parties.length} units`,
  )
  const done = e.steps
    .flatMap((state) => {
      const step = e.plan.steps.find(({ id }) => id === state.id)
      return step && state.doneAt !== undefined ? [{ step, at: state.doneAt }] : []
    })
    .sort((a, b) => a.at - b.at)
    .map(({ step, at }) => {
      const owner = ownerWords(step.owner, names)
      return text(
        `${names.time(at)} ${owner.zh}：${unended(step.text.zh)}`,
        `${names.time(at)}, ${owner.en}: ${unended(step.text.en)}`,
      )
    })
  return sentences([begun, ...done])
}

/** Sentences as one, in both languages. */
export const sentences = (texts: readonly Text[]): Text =>
  text(texts.map(({ zh }) => zh).join('；'), texts.map(({ en }) => en).join('; '))

/** How many units are in place, which ones are not, and which have not answered. */
export function unitsWords({ emergency: e, names }: Pick<DraftInput, 'emergency' | 'names'>): Text {
  const of = (pick: (party: PartyState) => boolean): Text | undefined => {
    const found = e.parties.filter(pick)
    return found.length === 0 ? undefined : listed(found.map(({ department }) => names.department(department)))
  }
  const count = e.parties.filter(({ answer }) => answer === 'ready').length
  const ready = of(({ answer }) => answer === 'ready')
  const notReady = of(({ answer }) => answer === 'notReady')
  const silent = of(({ answer }) => answer === undefined)
  return sentences([
    text(
      `应到 ${e.parties.length} 个单位，就位 ${count} 个${ready ? `：${ready.zh}` : ''}`,
      `${count} of ${e.parties.length} units in place${ready ? `: ${ready.en}` : ''}`,
    ),
    ...(notReady
      ? [text(`${ANSWER_WORDS.notReady.zh}：${notReady.zh}`, `${ANSWER_WORDS.notReady.en}: ${notReady.en}`)]
      : []),
    ...(silent ? [text(`尚未应答：${silent.zh}`, `no answer yet: ${silent.en}`)] : []),
  ])
}

/** What is open, the nearest deadline first; what is late says so. */
export function nextWords({ emergency: e, names, now }: DraftInput): Text {
  const open = openSteps(e)
  if (open.length === 0)
    return text(
      '预案步骤均已完成，继续监测，适时解除',
      'all steps of the plan are done; watching on until it can be ended',
    )
  return sentences(open.map((one) => stepWords(one, names, now)))
}

/** An open step: whose, what, by when, and whether it is late. */
export function stepWords({ step, dueAt }: OpenStep, names: EmergencyNames, now: number): Text {
  const owner = ownerWords(step.owner, names)
  const late = dueAt <= now
  return text(
    `${owner.zh}：${unended(step.text.zh)}（${names.time(dueAt)} 前${late ? '，已超期' : ''}）`,
    `${owner.en}: ${unended(step.text.en)} (by ${names.time(dueAt)}${late ? ', late' : ''})`,
  )
}

export function contactWords({ emergency: { plan }, names, facts }: DraftInput): Text {
  const lead = plan.parties.find((one) => one.lead) ?? plan.parties[0]
  if (lead === undefined) return facts.office
  const unit = names.department(lead.department)
  const { post, phone } = lead.contact
  return text(
    `${facts.office.zh}值班长；牵头单位${unit.zh}${post.zh}，电话 ${phone}`,
    `duty chief, ${facts.office.en}; lead unit ${unit.en}, ${post.en}, telephone ${phone}`,
  )
}

export function summaryWords(input: DraftInput): Text {
  return sentences([timeWords(input), placeWords(input), natureWords(input)])
}

/** Lines since the last report was handed in, without the hub's own bookkeeping of reports. */
export function sinceWords({ emergency: e, lines, names }: DraftInput): Text {
  const last = lines.findLast(({ body }) => body.type === 'reported')?.n ?? 0
  const news = lines.filter(
    ({ n, body }) => n > last && body.type !== 'declared' && body.type !== 'reported' && body.type !== 'reportOverdue',
  )
  if (news.length === 0) return text('无新情况报告', 'nothing new has been reported')
  return sentences(
    news.map((line) => {
      const [words, by] = [lineWords(line, e, names), actorWords(line.by, names)]
      // A sentence about a unit names it already.
      const named = line.by.role === 'system' || line.body.type === 'signed' || line.body.type === 'answered'
      return text(
        `${names.time(line.at)} ${named ? '' : `${by.zh}：`}${unended(words.zh)}`,
        `${names.time(line.at)}, ${named ? '' : `${by.en}: `}${unended(words.en)}`,
      )
    }),
  )
}

export function outcomeWords({ emergency: e, facts, names, now }: DraftInput): Text {
  const done = e.steps.filter(({ doneAt }) => doneAt !== undefined).length
  const minutes = Math.max(1, Math.round(((e.endedAt ?? now) - e.declaredAt) / MINUTE_MS))
  const span = text(
    minutes < 60 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`,
    minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`,
  )
  const end =
    e.endedAt === undefined
      ? text('尚未解除', 'it has not ended yet')
      : text(
          `${names.time(e.endedAt)} ${e.drill ? '结束演练' : '解除应急响应'}，历时 ${span.zh}${e.endReason ? `，原因：${unended(e.endReason)}` : ''}`,
          `ended ${names.time(e.endedAt)} after ${span.en}${e.endReason ? `: ${unended(e.endReason)}` : ''}`,
        )
  return sentences([
    end,
    text(`预案步骤 ${e.steps.length} 项，完成 ${done} 项`, `${done} of ${e.steps.length} steps of the plan done`),
    ...(facts.incident
      ? [
          text(
            `案卷 ${facts.incident.code} 现${facts.incident.state.zh}`,
            `case ${facts.incident.code} is ${facts.incident.state.en}`,
          ),
        ]
      : []),
  ])
}

export function leftWords({ emergency: e, names }: DraftInput): Text {
  const open = openSteps(e)
  if (open.length === 0) return text('预案步骤无未完成项', 'no step of the plan is open')
  return sentences(
    open.map(({ step }) => {
      const owner = ownerWords(step.owner, names)
      return text(`未完成：${unended(step.text.zh)}（${owner.zh}）`, `not done: ${unended(step.text.en)} (${owner.en})`)
    }),
  )
}
