// Who is told what when a line is added to the log of a matter under supervision. Delivers nothing.
import type { Audience, NoticeKind } from '../incident/notices.ts'
import { department, post } from '../incident/told/said.ts'
import type { Level } from '../level.ts'
import { maskTexts } from '../mask.ts'
import type { Text } from '../text.ts'
import type { Line, Tracked } from './log.ts'
import type { Doer } from './types.ts'
import { GRADE_WORDS, lineWords, unended, type SuperviseNames } from './words.ts'

export interface SuperviseNotice {
  readonly to: Audience
  readonly kind: Extract<NoticeKind, 'instruction' | 'supervision'>
  /** The line it rests on. */
  readonly n: number
  readonly level: Level
  readonly text: Text
}

const POSTS = ['acceptor', 'dispatcher', 'dutyChief', 'leader'] as const
/** People who gave it are reached at their post. */
const postOf = ({ role }: Doer): Audience[] => POSTS.filter((one) => one === role).map(post)

/** What one line tells, `m` being the matter after it. Whoever wrote the line is not told of it, but for posts, which are many people. */
export function noticesOfLine(line: Line, m: Tracked, names: SuperviseNames): SuperviseNotice[] {
  const { n, by, body } = line
  const departments = m.parts.map((part) => part.department)
  const head = `${m.simulated ? '【模拟】' : ''}${m.code} ${m.title}：`
  const headEn = `${m.simulated ? '[simulated] ' : ''}${m.code} ${m.title}: `
  const level: Level = m.grade === 'important' ? 3 : 4
  const tell = (to: readonly Audience[], zh: string, en: string, kind: SuperviseNotice['kind'] = 'supervision') =>
    to
      .filter((one) => one.type === 'post' || one.department !== by.department)
      .map((one): SuperviseNotice => ({ to: one, kind, n, level, text: maskTexts({ zh: head + zh, en: headEn + en }) }))
  const all = departments.map(department)
  const due = names.time(m.dueAt)
  const words = lineWords(line, names)
  switch (body.type) {
    case 'given': {
      const grade = m.origin === 'instruction' ? GRADE_WORDS[m.grade] : { zh: '督办', en: 'supervision' }
      const text = unended(body.text)
      return departments.flatMap((id) =>
        tell(
          [department(id)],
          `${grade.zh}：${text}。由本部门${id === m.lead ? '主办' : '协办'}，请签收，${due} 前${id === m.lead ? '办结反馈' : '反馈'}`,
          `${grade.en}: ${text}. Your department ${id === m.lead ? 'leads' : 'assists'}: sign for it and report by ${due}`,
          'instruction',
        ),
      )
    }
    case 'added':
      return tell(all, words.zh, words.en, 'instruction')
    case 'reported':
      return body.final
        ? tell(
            [...postOf(m.by), ...(m.by.role === 'dutyChief' ? [] : [post('dutyChief')])],
            `${words.zh}。请核查`,
            `${words.en}. Please check`,
          )
        : tell(postOf(m.by), words.zh, words.en)
    case 'signed':
      return body.department === m.lead ? tell(postOf(m.by), words.zh, words.en) : []
    case 'closed':
      return tell([...all, ...(by.account === m.by.account ? [] : postOf(m.by))], words.zh, words.en)
    case 'sentBack':
      return tell(
        [department(m.lead), ...(by.account === m.by.account ? [] : postOf(m.by))],
        `${words.zh}。请于 ${due} 前办结反馈`,
        `${words.en}. Please report by ${due}`,
      )
    case 'rescheduled':
    case 'withdrawn':
      return tell([...all, ...(by.account === m.by.account ? [] : postOf(m.by))], words.zh, words.en)
    case 'reminded': {
      const waiting = m.parts
        .filter((part) => part.lead || part.signedAt === undefined)
        .map((part) => department(part.department))
      if (body.why === 'before') return tell(waiting, `将到期，请于 ${due} 前反馈`, `due soon, please report by ${due}`)
      if (body.why === 'after')
        return tell([...waiting, ...postOf(m.by)], `已超期（限 ${due}），尚未办结`, `overdue (due ${due}) and not done`)
      return tell(waiting, `${words.zh}。请于 ${due} 前反馈`, `${words.en}. Please report by ${due}`)
    }
    case 'caseWorked':
      return body.failure === undefined ? [] : tell(postOf(m.by), words.zh, words.en)
    case 'read':
      return []
  }
}
