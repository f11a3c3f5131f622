// How a matter under supervision is said: its grades, states and colours, and each line of its log as a sentence.
import type { DepartmentId } from '../ids.ts'
import { ROLE_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import type { Line } from './log.ts'
import type { Colour, Doer, Grade, Origin, SupervisedState } from './types.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const ORIGIN_WORDS: Readonly<Record<Origin, Text>> = {
  instruction: text('批示', 'instruction'),
  overdue: text('案卷超期', 'overdue case'),
  repeated: text('重复投诉', 'repeated complaints'),
  meeting: text('会议议定', 'meeting'),
}
export const GRADE_WORDS: Readonly<Record<Grade, Text>> = {
  read: text('阅示', 'for attention'),
  instruct: text('批示', 'instruction'),
  important: text('重要批示', 'important instruction'),
}
export const SUPERVISED_STATE_WORDS: Readonly<Record<SupervisedState, Text>> = {
  pendingSign: text('待签收', 'not signed for'),
  inProgress: text('办理中', 'in progress'),
  pendingCheck: text('待核查', 'to be checked'),
  closed: text('已办结', 'closed'),
  withdrawn: text('已撤销', 'withdrawn'),
}
export const COLOUR_WORDS: Readonly<Record<Colour, Text>> = {
  blue: text('期限内', 'on time'),
  yellow: text('将到期', 'due soon'),
  red: text('已超期', 'overdue'),
}

/** What sentences need. `time`: city date and time of an instant (epoch ms), e.g. `11-22 16:00`. */
export interface SuperviseNames {
  readonly department: (id: DepartmentId) => Text
  readonly time: (at: number) => string
}

/** By post and name, or by department; a name that says so already is not led by it once more. */
export function doerWords({ role, name, department }: Doer, names: SuperviseNames): Text {
  if (role === 'system') return ROLE_WORDS.system
  const post = department === undefined ? ROLE_WORDS[role] : names.department(department)
  const zh = name.includes(post.zh) ? name : `${post.zh}${department === undefined ? '' : ' '}${name}`
  return text(zh, `${name} (${post.en})`)
}

/** A sentence without its full stop, to be followed by one. */
export const unended = (words: string): string => words.trim().replace(/[。．.；;，,、]+$/u, '')

const counted = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`

/** One line of the log as a sentence; whoever said it stands beside it and is not repeated. */
export function lineWords({ body }: Line, names: SuperviseNames): Text {
  const said = (zh: string, en: string, words: string): Text =>
    text(`${zh}：${unended(words)}`, `${en}: ${unended(words)}`)
  switch (body.type) {
    case 'given': {
      const [lead, due] = [names.department(body.lead), names.time(body.dueAt)]
      const helpers = body.assist.map(names.department)
      const zh = helpers.length === 0 ? '' : `，${helpers.map((one) => one.zh).join('、')}协办`
      const en = helpers.length === 0 ? '' : `, assisted by ${helpers.map((one) => one.en).join(', ')}`
      const what = ORIGIN_WORDS[body.origin]
      return text(
        `立项交办（${what.zh}）：${lead.zh}主办${zh}，${due} 前办结`,
        `Given (${what.en}): led by ${lead.en}${en}, due ${due}`,
      )
    }
    case 'signed': {
      const unit = names.department(body.department)
      return text(`${unit.zh}签收`, `${unit.en} signed for it`)
    }
    case 'reported': {
      const shown = [
        ...(body.photos.length > 0
          ? [text(`照片 ${body.photos.length} 张`, counted(body.photos.length, 'photo'))]
          : []),
        ...(body.incidents.length > 0
          ? [text(`案卷 ${body.incidents.length} 件`, counted(body.incidents.length, 'case'))]
          : []),
      ]
      const zh = shown.length === 0 ? '' : `（附${shown.map((one) => one.zh).join('、')}）`
      const en = shown.length === 0 ? '' : ` (with ${shown.map((one) => one.en).join(', ')})`
      const words = body.final ? said('最终反馈', 'Final report', body.text) : said('进展', 'Progress', body.text)
      return text(words.zh + zh, words.en + en)
    }
    case 'closed': {
      const words = said('核查通过，办结', 'Checked and closed', body.conclusion)
      const why = body.withoutEvidence
      return why === undefined
        ? words
        : text(`${words.zh}；免附佐证：${unended(why)}`, `${words.en}; closed without evidence: ${unended(why)}`)
    }
    case 'sentBack': {
      const words = said('退回重办', 'Sent back', body.reason)
      const due = body.dueAt === undefined ? undefined : names.time(body.dueAt)
      return due === undefined ? words : text(`${words.zh}；限 ${due} 前办结`, `${words.en}; now due ${due}`)
    }
    case 'added':
      return said('补充', 'Added', body.text)
    case 'reminded':
      if (body.why === 'person')
        return body.text === undefined ? text('催办', 'Reminded') : said('催办', 'Reminded', body.text)
      return body.why === 'before'
        ? text('自动催办：将到期', 'Reminded automatically: due soon')
        : text('自动催办：已超期', 'Reminded automatically: overdue')
    case 'rescheduled': {
      const words = said(
        `办理期限由 ${names.time(body.from)} 改为 ${names.time(body.dueAt)}`,
        `Due date moved from ${names.time(body.from)} to ${names.time(body.dueAt)}`,
        body.reason,
      )
      return words
    }
    case 'withdrawn':
      return said('撤销', 'Withdrawn', body.reason)
    case 'read':
      return text('批示人已阅反馈', 'The giver has read what came back')
    case 'caseWorked': {
      const done =
        body.act === 'supervise'
          ? text('已同步标记案卷督办', 'the case was marked as supervised')
          : text('已同步回复案卷督办', 'the supervision of the case was answered')
      const { failure, needless } = body
      if (needless) return text('案卷没有待回复的督办，无需同步', 'No supervision of the case waits for an answer')
      if (failure === undefined) return text(done.zh, done.en.charAt(0).toUpperCase() + done.en.slice(1))
      const not =
        body.act === 'supervise'
          ? text('未能同步标记案卷督办', 'The case could not be marked as supervised')
          : text('未能同步回复案卷督办', 'The supervision of the case could not be answered')
      return text(`${not.zh}：${unended(failure.zh)}`, `${not.en}: ${unended(failure.en)}`)
    }
  }
}
