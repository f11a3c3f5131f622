// Lines of a case's log as a report tells them: what was done and by which department. Persons are not named, numbers are masked.
import { unended } from '../emergency/words.ts'
import type { DepartmentId } from '../ids.ts'
import type { EventBody, IncidentEvent } from '../incident/events.ts'
import { maskTexts } from '../mask.ts'
import type { Text } from '../text.ts'

export interface FlashNames {
  /** Short name of a department. */
  readonly department: (id: DepartmentId) => Text
  /** City date and city time of day. */
  readonly date: (at: number) => Text
  readonly clock: (at: number) => string
}

const text = (zh: string, en: string): Text => ({ zh, en })
const quoted = (words: string | undefined): Text => {
  const said = unended(maskTexts(words ?? '').replace(/\s+/g, ' '))
  return said === '' ? text('', '') : text(`：${said}`, `: ${said}`)
}

/** Undefined for bookkeeping: clocks, reminders, calls, appeals. */
export function measureWords(body: EventBody, lead: DepartmentId | undefined, names: FlashNames): Text | undefined {
  const who = lead === undefined ? text('处置部门', 'the department') : names.department(lead)
  const by = (zh: string, en: string, words?: string): Text => {
    const said = quoted(words)
    return text(`${who.zh}${zh}${said.zh}`, `${who.en} ${en}${said.en}`)
  }
  const plain = (zh: string, en: string, words?: string): Text => {
    const said = quoted(words)
    return text(`${zh}${said.zh}`, `${en}${said.en}`)
  }
  switch (body.type) {
    case 'alarmLinked':
      return text(`又有告警并入：${unended(body.text.zh)}`, `another alarm joined it: ${unended(body.text.en)}`)
    // What a caller says is not printed as it is.
    case 'reportLinked':
      return text('又有相关上报并入', 'another report joined it')
    case 'verified':
      return body.found
        ? plain('现场核实属实', 'found to be so on the spot', body.note)
        : plain('现场核实未发现问题', 'nothing was found on the spot', body.note)
    case 'filed':
      return text('立案', 'filed')
    case 'dispatched': {
      const assist = body.assist.map((id) => names.department(id))
      const helped =
        assist.length === 0
          ? text('', '')
          : text(`，${assist.map((a) => a.zh).join('、')}协办`, `, assisted by ${assist.map((a) => a.en).join(', ')}`)
      const to = names.department(body.lead)
      return text(`派遣${to.zh}主办${helped.zh}`, `dispatched to ${to.en}${helped.en}`)
    }
    case 'accepted':
      return by('签收', 'took it on')
    case 'engaged': {
      const to = names.department(body.department)
      const task = quoted(body.task)
      return text(`增派${to.zh}协办${task.zh}`, `${to.en} asked to assist${task.en}`)
    }
    case 'returned':
      return by('回退', 'returned it', body.reason)
    case 'progressed':
      return by('反馈进展', 'reported', body.note)
    case 'submitted':
      return by('提交处置结果', 'reported the result', body.note)
    case 'orderFinished': {
      const [from, said] = [names.department(body.department), quoted(body.note)]
      return text(`${from.zh}完成协办${said.zh}`, `${from.en} finished its part${said.en}`)
    }
    case 'confirmed':
      return by('确认处置完毕', 'confirmed the disposal', body.note)
    case 'checked':
      return body.passed
        ? plain('核查达标', 'the check was passed', body.note)
        : plain('核查不达标', 'the check was failed', body.note)
    case 'reworked':
      return plain('责成返工', 'sent back to be done again', body.reason)
    case 'supervised':
      return plain('挂牌督办', 'put under supervision', body.text)
    case 'suspensionDecided':
      return body.granted ? plain('同意挂账', 'suspended', body.reason) : undefined
    case 'closed':
      return plain('结案', 'closed', body.note)
    case 'forceClosed':
      return plain('强制结案', 'closed by force', body.reason)
    case 'refused':
      return plain('不予立案', 'not filed', body.reason)
    case 'cancelled':
      return plain('作废', 'cancelled', body.reason)
    case 'reopened':
      return plain('重新办理', 'reopened', body.reason)
    case 'merged':
      return plain('并入他案', 'merged into another case', body.reason)
    default:
      return undefined
  }
}

/**
 * «10月13日17:08派遣市排水管理中心主办；17:12…», in the order of the log, of what was recorded after `since`. What the case began with
 * is no measure. Empty: nothing of it is worth telling.
 */
export function measuresOf(events: readonly IncidentEvent[], names: FlashNames, since = -Infinity): Text {
  const began = events[0]?.recordedAt ?? -Infinity
  let lead: DepartmentId | undefined
  let date = ''
  const told: Text[] = []
  for (const { body, occurredAt, recordedAt } of events) {
    const isBeginning = (body.type === 'alarmLinked' || body.type === 'reportLinked') && recordedAt === began
    const words = isBeginning || recordedAt <= since ? undefined : measureWords(body, lead, names)
    if (body.type === 'dispatched') lead = body.lead
    if (words === undefined) continue
    const [day, time] = [names.date(occurredAt), names.clock(occurredAt)]
    const isSameDay = day.zh === date
    date = day.zh
    told.push(
      text(`${isSameDay ? '' : day.zh}${time}${words.zh}`, `${isSameDay ? '' : `${day.en}, `}${time} ${words.en}`),
    )
  }
  return text(told.map(({ zh }) => zh).join('；'), told.map(({ en }) => en).join('; '))
}

/** What people wrote, for a word on casualties. */
const HARM = /死亡|伤亡|遇难|受伤|轻伤|重伤|失踪|溺水|被困/

/** The last line that speaks of people harmed, quoted with its time; undefined where the log says nothing. */
export function casualtiesIn(
  events: readonly IncidentEvent[],
): { readonly at: number; readonly said: string } | undefined {
  const last = events.findLast(({ body }) => HARM.test(wordsOf(body)))
  return last && { at: last.occurredAt, said: unended(maskTexts(wordsOf(last.body)).replace(/\s+/g, ' ')) }
}

function wordsOf(body: EventBody): string {
  if ('note' in body && body.note !== undefined) return body.note
  if ('text' in body) return typeof body.text === 'string' ? body.text : body.text.zh
  return 'reason' in body ? (body.reason ?? '') : ''
}
