// One delivery put into its form and on its way: as a notice, to a webhook, by mail. Answers what became of it; keeps nothing.
import { maskTexts } from '../../core/mask.ts'
import type { Text } from '../../core/text.ts'
import type { BriefView } from '../../wire/briefs.ts'
import type { Subscription } from '../../wire/subscriptions.ts'
import { briefFile, type FileForm, messageText } from '../brief/forms/file.ts'
import { paperOf, type PaperOptions } from '../brief/forms/paper.ts'
import { issueNoticeId } from '../brief/notices.ts'
import { FORMS } from '../notify/forms.ts'
import type { Post } from '../notify/post.ts'
import type { Outcome } from '../notify/retry.ts'
import type { Tell } from '../notify/tell.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import type { Mailer } from './mail.ts'
import { narrow } from './narrow.ts'

export interface SendDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: () => number
  readonly tell: Tell
  readonly post: Post
  readonly mailer?: Mailer
  readonly publicUrl?: string
  readonly signal: AbortSignal
}
export interface Sending {
  readonly key: string
  readonly trial: boolean
  readonly subscription: Subscription
  readonly secret: string
  /** Post of the account. */
  readonly role: string
  readonly brief: BriefView
}

const TRIAL: Text = { zh: '【测试】', en: '[test] ' }

/** What people wrote may hold telephone numbers: outside the hub they are masked. */
const masked = (brief: BriefView): BriefView => ({
  ...brief,
  statements: brief.statements.map((one) => ({ ...one, text: maskTexts(one.text) })),
  ...(brief.note === undefined ? {} : { note: { ...brief.note, text: maskTexts(brief.note.text) } }),
})

export async function send(deps: SendDeps, sending: Sending): Promise<Outcome> {
  const { db, reference } = deps
  const { subscription, trial } = sending
  if (subscription.way === 'notice') return notice(deps, sending)
  const { city } = reference
  const brief = masked(sending.brief)
  const narrowed = await narrow(db, brief, subscription, (area) => reference.areaName(area))
  const options: PaperOptions = {
    lang: subscription.language,
    cityName: city.name,
    utcOffsetMinutes: city.utcOffsetMinutes,
    ...(deps.publicUrl === undefined ? {} : { base: deps.publicUrl }),
    ...narrowed,
  }
  const paper = paperOf(brief, options)
  const form = subscription.form
  const file = form === 'docx' || form === 'xlsx' ? await briefFile(brief, form satisfies FileForm, options) : undefined
  const mark = trial ? TRIAL[subscription.language] : ''
  const subject = `${mark}${paper.masthead} ${paper.issue} ${paper.date}`
  if (subscription.way === 'mail') {
    if (deps.mailer === undefined) return { type: 'wrong', error: 'no mail server is configured' }
    return deps.mailer({
      to: subscription.to ?? '',
      subject,
      text: messageText(brief, options, false),
      key: sending.key,
      ...(file === undefined ? {} : { file }),
    })
  }
  const short = messageText(brief, options, true)
  const { request } = FORMS.yiwang.request(
    { url: subscription.to ?? '', secret: sending.secret },
    [
      {
        key: sending.key,
        text: { zh: short, en: short },
        body: {
          type: 'brief',
          city: city.code,
          ...{ key: sending.key, trial, subject, short },
          brief: { key: brief.key, kind: brief.kind, issue: brief.issue, issuedAt: brief.issuedAt },
          simulated: brief.simulated,
          language: subscription.language,
          text: messageText(brief, options, false),
          ...(paper.link === undefined ? {} : { link: paper.link }),
          ...(file === undefined
            ? {}
            : { file: { name: file.name, type: file.type, base64: file.bytes.toString('base64') } }),
        },
      },
    ],
    deps.now(),
  )
  return FORMS.yiwang.outcome(await deps.post(request, deps.signal))
}

/** Notices are of posts: those of one post who subscribed see one notice, that of the issue where it had told them. */
async function notice({ db, reference, tell, now }: SendDeps, { brief, role, trial, key }: Sending): Promise<Outcome> {
  const paper = (lang: 'zh' | 'en') =>
    paperOf(brief, { lang, cityName: reference.city.name, utcOffsetMinutes: reference.city.utcOffsetMinutes })
  const [zh, en] = [paper('zh'), paper('en')]
  const told = await tell(db.query, [
    {
      id: trial ? `brief/${key}` : issueNoticeId(brief.key, role),
      at: now(),
      kind: 'brief',
      audience: role,
      incident: '',
      brief: brief.key,
      level: 4,
      text: {
        zh: `${trial ? TRIAL.zh : ''}${zh.masthead}${zh.issue}（${zh.title}）已刊发：${zh.light}`,
        en: `${trial ? TRIAL.en : ''}${en.masthead} ${en.issue} (${en.title}) is out: ${en.light}`,
      },
    },
  ])
  told()
  return { type: 'done', status: 200 }
}
