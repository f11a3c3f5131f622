// Everything that can be refused, as one table: code, status and words. Refusals are thrown as these errors and
// answered as problem documents (RFC 9457); nothing else decides how an error looks outside.
import type { Text } from '../core/text.ts'
import type { Problem } from '../wire/api.ts'

interface Kind {
  readonly status: number
  readonly title: Text
}

const kind = (status: number, zh: string, en: string): Kind => ({ status, title: { zh, en } })

export const PROBLEMS = {
  invalid: kind(400, '输入不合要求', 'The input is not acceptable'),
  unparseable: kind(400, '请求体无法解析', 'The request body cannot be parsed'),
  notSignedIn: kind(401, '尚未登录或登录已过期', 'Not signed in, or the session has ended'),
  wrongPassword: kind(401, '用户名或密码不正确', 'User name or password is wrong'),
  forbidden: kind(403, '没有此项权限', 'Not allowed for this role'),
  foreignOrigin: kind(403, '请求来自其他网站', 'The request comes from another site'),
  notFound: kind(404, '没有找到', 'Not found'),
  conflict: kind(409, '案卷已被他人更新', 'The case has been changed by someone else'),
  catalogueChanged: kind(409, '目录已被他人更新', 'The catalogue has been changed by someone else'),
  handoverChanged: kind(409, '交接班记录已被他人更新', 'The handover has been changed by someone else'),
  planChanged: kind(409, '预案已被他人更新', 'The plan has been changed by someone else'),
  emergencyStands: kind(409, '该案卷已启动应急响应', 'An emergency has been declared for this case'),
  emergencyEnded: kind(409, '应急响应或演练已结束', 'The emergency or drill has ended'),
  supervisionChanged: kind(409, '督办事项已被他人更新', 'The matter has been changed by someone else'),
  boardChanged: kind(409, '看板已被他人更新', 'The board has been changed by someone else'),
  subscriptionChanged: kind(409, '订阅已被他人更改', 'The subscription has been changed by someone else'),
  briefChanged: kind(409, '简报已被他人更新', 'The brief has been changed by someone else'),
  keyReused: kind(409, '命令标识已用于其他操作', 'The command key was used for something else'),
  exists: kind(409, '已经存在', 'Already exists'),
  tooLarge: kind(413, '内容过大', 'The content is too large'),
  wrongMediaType: kind(415, '不支持的内容类型', 'Unsupported content type'),
  refused: kind(422, '当前不能执行此操作', 'This act is not possible now'),
  tooManyAttempts: kind(429, '尝试次数过多，请稍后再试', 'Too many attempts, try again later'),
  tooManyRequests: kind(429, '请求过于频繁', 'Too many requests'),
  internal: kind(500, '系统内部错误', 'Internal error'),
  baseUnreachable: kind(502, '底图无法取得', 'The base map cannot be fetched'),
  cameraFailed: kind(502, '摄像头画面取不到', 'The camera gives no picture'),
  cameraSlow: kind(504, '摄像头没有及时答复', 'The camera did not answer in time'),
  notReady: kind(503, '系统尚未就绪', 'The hub is not ready'),
} as const satisfies Record<string, Kind>
export type ProblemCode = keyof typeof PROBLEMS

export interface ProblemExtras {
  /** JSON pointer of the offending field. */
  readonly field?: string
  readonly conflict?: { readonly version: number; readonly by: string; readonly at: number; readonly type: string }
  readonly retryAfterMs?: number
}

export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly detail: Text
  readonly extras: ProblemExtras

  constructor(code: ProblemCode, detail: Text, extras: ProblemExtras = {}) {
    super(detail.en)
    this.name = new.target.name
    this.code = code
    this.detail = detail
    this.extras = extras
  }

  get status(): number {
    return PROBLEMS[this.code].status
  }
}

/** The officer saw another version than the one that stands. */
export class ConflictError extends ProblemError {
  readonly conflict: { readonly version: number; readonly by: string; readonly at: number; readonly type: string }

  constructor(conflict: { version: number; by: string; at: number; type: string }) {
    super(
      'conflict',
      {
        zh: `案卷已由${conflict.by}更新到第 ${conflict.version} 版，请查看后再操作`,
        en: `${conflict.by} has changed the case (now version ${conflict.version}); look again before acting`,
      },
      { conflict },
    )
    this.conflict = conflict
  }
}

/** The rules say no. `reason` is theirs; `rule` is the stable word for it. */
export class RefusedError extends ProblemError {
  readonly rule: string
  readonly reason: Text

  constructor(rule: string, reason: Text, extras: ProblemExtras = {}) {
    super('refused', reason, extras)
    this.rule = rule
    this.reason = reason
  }
}

export const notFound = (what: Text): ProblemError =>
  new ProblemError('notFound', { zh: `没有这个${what.zh}`, en: `There is no such ${what.en}` })

export const forbidden = (detail: Text): ProblemError => new ProblemError('forbidden', detail)

export const invalid = (field: string, detail: Text): ProblemError => new ProblemError('invalid', detail, { field })

/** The document for one error; `instance` is logged beside the cause. `language` chooses RFC 9457's single title and detail. */
export function toProblem(error: ProblemError, instance: string, language: 'zh' | 'en'): Problem {
  const { title } = PROBLEMS[error.code]
  const { field, conflict, retryAfterMs } = error.extras
  return {
    type: `urn:yiwang:problem:${error.code}`,
    title: title[language],
    status: error.status,
    detail: error.detail[language],
    code: error instanceof RefusedError ? error.rule : error.code,
    titleText: title,
    detailText: error.detail,
    instance,
    ...(field !== undefined && { field }),
    ...(conflict !== undefined && { conflict }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}
