// Every error leaves as a problem document with an instance that is in the log; unknown ones without their insides.
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import type { Text } from '../../core/text.ts'
import { ProblemError, toProblem } from '../problems.ts'

const MEDIA_TYPE = 'application/problem+json; charset=utf-8'

export const languageOf = (request: FastifyRequest): 'zh' | 'en' =>
  /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'

const KNOWN: Readonly<Record<string, [ProblemError['code'], Text]>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['unparseable', { zh: '请求体不是合法的 JSON', en: 'The body is not valid JSON' }],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['unparseable', { zh: '请求体为空', en: 'The body is empty' }],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'unparseable',
    { zh: '请求体长度与声明不符', en: 'The body is not as long as announced' },
  ],
  FST_ERR_CTP_BODY_TOO_LARGE: ['tooLarge', { zh: '请求体过大', en: 'The body is too large' }],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['wrongMediaType', { zh: '请使用 JSON', en: 'Send JSON' }],
  FST_INVALID_MULTIPART_CONTENT_TYPE: [
    'wrongMediaType',
    { zh: '请以 multipart/form-data 上传文件', en: 'Upload files as multipart/form-data' },
  ],
  FST_REQ_FILE_TOO_LARGE: ['tooLarge', { zh: '文件过大', en: 'The file is too large' }],
  FST_FILES_LIMIT: ['invalid', { zh: '一次只能上传一个文件', en: 'One file at a time' }],
}

function known(error: FastifyError | Error): ProblemError | undefined {
  if (error instanceof ProblemError) return error
  const code = 'code' in error ? error.code : ''
  const entry = KNOWN[code]
  if (entry) return new ProblemError(...entry)
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status === 429)
    return new ProblemError(
      'tooManyRequests',
      { zh: '请求过于频繁，请稍后再试', en: 'Too many requests; slow down' },
      'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? { retryAfterMs: error.retryAfterMs } : {},
    )
  if (status !== undefined && status >= 400 && status < 500)
    return new ProblemError('invalid', { zh: `请求不合要求（${code}）`, en: error.message })
  return undefined
}

/** Whoever asked went away before all of the answer was out: a page that was closed, a line that broke. Nobody's fault. */
const isGone = (error: FastifyError | Error, request: FastifyRequest): boolean =>
  'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE' && request.raw.socket.destroyed

export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Error, request, reply) => {
    const found = known(error)
    if (isGone(error, request)) request.log.info({ instance: request.id }, 'left before the answer was out')
    else if (!found) request.log.error({ err: error, instance: request.id }, 'request failed')
    else request.log.info({ code: found.code, detail: found.message, instance: request.id }, 'request refused')
    const shown =
      found ??
      new ProblemError('internal', {
        zh: '系统内部错误，请将编号告知管理员',
        en: 'Internal error; please tell the administrator the instance',
      })
    const problem = toProblem(shown, `urn:uuid:${request.id}`, languageOf(request))
    if (problem.retryAfterMs !== undefined) void reply.header('retry-after', Math.ceil(problem.retryAfterMs / 1000))
    return reply.code(problem.status).type(MEDIA_TYPE).send(JSON.stringify(problem))
  })
}

export const noSuchPath = (): ProblemError =>
  new ProblemError('notFound', { zh: '没有这个地址', en: 'There is nothing at this address' })
