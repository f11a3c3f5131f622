// Who is told what when something is done to a brief. Nothing personal is in it. Pure; delivers nothing.
import type { DocumentBody, DocumentState } from '../../core/brief/document.ts'
import { audienceName, type NoticeKind } from '../../core/incident/notices.ts'
import type { Text } from '../../core/text.ts'

export interface BriefNotice {
  /** Name of the audience. */
  readonly to: string
  readonly kind: Extract<NoticeKind, 'brief' | 'briefInput'>
  readonly text: Text
  /** It tells that the brief is issued. */
  readonly issue?: true
}

/** Of one issue an audience is told once: by the issue itself, or by a subscription of somebody in it. */
export const issueNoticeId = (key: string, audience: string): string => `brief/${key}/issued/${audience}`

const DESK = ['acceptor', 'dispatcher', 'dutyChief'] as const
const post = (name: (typeof DESK)[number] | 'leader'): string => audienceName({ type: 'post', post: name })

/** One notice per audience: the last line that concerns it. */
export function noticesOf({
  key,
  title,
  after,
  bodies,
}: {
  readonly key: string
  readonly title: Text
  readonly after: DocumentState
  readonly bodies: readonly DocumentBody[]
}): BriefNotice[] {
  const name: Text = { zh: `${title.zh}（${key}）`, en: `${title.en} (${key})` }
  const say = (kind: BriefNotice['kind'], to: readonly string[], zh: string, en: string): BriefNotice[] =>
    to.map((one) => ({ to: one, kind, text: { zh: `${name.zh}：${zh}`, en: `${name.en}: ${en}` } }))
  const said = bodies.flatMap((body): BriefNotice[] => {
    switch (body.type) {
      case 'composed':
        return bodies.length <= 2 && after.state === 'draft'
          ? say('brief', DESK.map(post), '初稿已备好，请审核签字', 'the draft is ready to be checked and signed')
          : []
      case 'asked': {
        const to = audienceName({ type: 'department', department: body.department })
        return say('briefInput', [to], `请提供素材：${body.question}`, `your input is asked for: ${body.question}`)
      }
      case 'answered': {
        const from = after.inputs.find((input) => input.id === body.input)?.departmentName ?? { zh: '', en: '' }
        return say('brief', DESK.map(post), `${from.zh}已提供素材`, `${from.en} has given its input`)
      }
      case 'signed':
        return after.state === 'signed'
          ? say('brief', [post('dutyChief')], '已签字，请签发', 'signed, to be issued')
          : []
      case 'unsigned':
        return say('brief', DESK.map(post), `已退回修改：${body.reason}`, `taken back to draft: ${body.reason}`)
      case 'issued': {
        const late: Text = body.late === true ? { zh: '（迟发）', en: ' (late)' } : { zh: '', en: '' }
        const told: BriefNotice[] = [
          ...say(
            'brief',
            [post('leader')],
            `第 ${body.number} 期已签发${late.zh}`,
            `No. ${body.number} is issued${late.en}`,
          ),
          ...(body.automatic === true
            ? say(
                'brief',
                [post('dutyChief')],
                `到时无人签发，系统已自动发出第 ${body.number} 期${late.zh}`,
                `nobody issued it in time, the hub has issued No. ${body.number}${late.en}`,
              )
            : []),
        ]
        return told.map((notice) => ({ ...notice, issue: true }))
      }
      case 'corrected': {
        const n = body.corrections.length
        return say(
          'brief',
          [post('dutyChief')],
          `${n} 处数据有更正，可发更正说明`,
          `${n} figures are corrected; a note can be issued`,
        )
      }
      case 'noted':
        return say(
          'brief',
          [post('leader')],
          `更正说明第 ${body.number} 号：${body.text}`,
          `correction note No. ${body.number}: ${body.text}`,
        )
      default:
        return []
    }
  })
  return [...new Map(said.map((notice) => [`${notice.to}/${notice.kind}`, notice])).values()]
}
