// What is put on the wire for each form of receiver, how its answers are read, and when the next attempt is due.
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { FORMS, foldLines, type Message } from '../../../src/server/notify/forms.ts'
import {
  MOST_ATTEMPTS,
  isLast,
  outcomeOf,
  retryAfterMs,
  waitAfter,
  type Answer,
} from '../../../src/server/notify/retry.ts'

const NOW = Date.UTC(2026, 10, 22, 2)
const receiver = { url: 'https://robot.example/send?key=k1', secret: 'SEC-0123456789abcdef' }
const message = (zh: string, key = zh): Message => ({ key, text: { zh, en: zh }, body: { key, body: zh } })
const answer = (status: number, body = '', more: object = {}): Answer => ({ type: 'answer', status, body, ...more })

describe('the form', () => {
  it('yiwang: one message, its key, and a signature over time and body', () => {
    const { request, taken } = FORMS.yiwang.request(receiver, [message('甲'), message('乙')], NOW)
    expect(taken).toBe(1)
    expect(request.body).toBe('{"key":"甲","body":"甲"}')
    expect(request.headers).toMatchObject({ 'idempotency-key': '甲', 'x-yiwang-timestamp': String(NOW) })
    expect(request.headers['x-yiwang-signature']).toBe(
      createHmac('sha256', receiver.secret).update(`${NOW}.${request.body}`).digest('hex'),
    )
  })

  it.each(['wecom', 'zhengwu'] as const)('%s: markdown at the address given, several messages in one', (form) => {
    const { request, taken } = FORMS[form].request(receiver, [message('甲'), message('乙')], NOW)
    expect(taken).toBe(2)
    expect(request.url).toBe(receiver.url)
    expect(JSON.parse(request.body)).toEqual({
      msgtype: 'markdown',
      markdown: { content: '**一网统管**\n\n甲\n\n乙' },
    })
  })

  it('dingtalk: markdown with a title, signed in the address', () => {
    const { request } = FORMS.dingtalk.request(receiver, [message('甲')], NOW)
    const url = new URL(request.url)
    expect(url.searchParams.get('key')).toBe('k1')
    expect(url.searchParams.get('timestamp')).toBe(String(NOW))
    expect(url.searchParams.get('sign')).toBe(
      createHmac('sha256', receiver.secret).update(`${NOW}\n${receiver.secret}`).digest('base64'),
    )
    expect(request.url).not.toMatch(/sign=[^&]*[+/ ]/)
    expect(JSON.parse(request.body)).toMatchObject({ msgtype: 'markdown', markdown: { title: '一网统管' } })
  })

  it('folds what fits into 4096 bytes, and cuts what alone is too long', () => {
    const long = Array.from({ length: 20 }, (_, i) => message(`${i} ${'积水'.repeat(60)}`))
    const { text, taken } = foldLines(long)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096)
    expect(taken).toBe(Math.floor((4096 - 16) / Buffer.byteLength(`\n\n0 ${'积水'.repeat(60)}`)))
    const cut = foldLines([message('长'.repeat(5000)), message('后')])
    expect(Buffer.byteLength(cut.text)).toBeLessThanOrEqual(4096)
    expect(Buffer.byteLength(cut.text)).toBeGreaterThan(4080)
    expect(cut).toMatchObject({ taken: 1, text: expect.stringMatching(/长…$/) as string })
  })

  it('lets nobody put links, mentions or formatting into a chat', () => {
    const { text } = foldLines([message('[点我](http://x) <@all> **急** `x`\n# 标题')])
    expect(text.slice('**一网统管**'.length)).not.toMatch(/[<>[\]*`#@]/)
    expect(text.split('\n')).toHaveLength(3)
  })
})

describe('an answer', () => {
  const plain = FORMS.yiwang.outcome
  const robot = FORMS.wecom.outcome
  it.each<[string, (a: Answer) => object, Answer, object]>([
    ['2xx', plain, answer(204), { type: 'done', status: 204 }],
    ['none', plain, { type: 'none', error: 'ECONNREFUSED' }, { type: 'later', error: 'ECONNREFUSED' }],
    ['500', plain, answer(500), { type: 'later', status: 500 }],
    ['408', plain, answer(408), { type: 'later' }],
    ['425', plain, answer(425), { type: 'later' }],
    ['429 with a wait', plain, answer(429, '', { retryAfterMs: 90_000 }), { type: 'later', waitMs: 90_000 }],
    ['404', plain, answer(404), { type: 'wrong', status: 404 }],
    ['a redirect', plain, answer(302), { type: 'wrong', status: 302 }],
    ['robot, errcode 0', robot, answer(200, '{"errcode":0,"errmsg":"ok"}'), { type: 'done' }],
    [
      'robot, wrong key',
      robot,
      answer(200, '{"errcode":93000,"errmsg":"invalid webhook url"}'),
      { type: 'wrong', error: 'errcode 93000: invalid webhook url' },
    ],
    ['robot, too fast', robot, answer(200, '{"errcode":45009,"errmsg":"freq"}'), { type: 'later', waitMs: 60_000 }],
    ['robot, busy', robot, answer(200, '{"errcode":-1}'), { type: 'later' }],
    ['robot, no robot', robot, answer(200, '<html>'), { type: 'wrong' }],
    ['robot, 502', robot, answer(502, '<html>'), { type: 'later', status: 502 }],
  ])('%s', (_, read, given, outcome) => {
    expect(read(given)).toMatchObject(outcome)
  })
})

describe('the next attempt', () => {
  it('waits twice as long each time, from 10 s to an hour, half by chance', () => {
    expect([1, 2, 3, 8, 9, 10, 12].map((n) => waitAfter(n, 1))).toEqual([
      10_000, 20_000, 40_000, 1_280_000, 2_560_000, 3_600_000, 3_600_000,
    ])
    expect(waitAfter(1, 0)).toBe(5_000)
    expect(waitAfter(1, 0.5, 90_000)).toBe(90_000)
  })
  it('is none after twelve, or after three where a setting is wrong', () => {
    const later = { type: 'later', error: '' } as const
    const wrong = { type: 'wrong', error: '' } as const
    expect([MOST_ATTEMPTS - 1, MOST_ATTEMPTS].map((n) => isLast(later, n))).toEqual([false, true])
    expect([2, 3].map((n) => isLast(wrong, n))).toEqual([false, true])
  })
  it.each([
    ['120', 120_000],
    [new Date(NOW + 30_000).toUTCString(), 30_000],
    ['soon', undefined],
    [null, undefined],
  ])('heeds Retry-After %s', (header, wait) => {
    expect(retryAfterMs(header, NOW)).toBe(wait)
  })
  it('is not put off for longer than a day, whatever the receiver says', () => {
    expect(outcomeOf(answer(503, '', { retryAfterMs: 10 ** 12 }))).toMatchObject({ waitMs: 24 * 3_600_000 })
  })
})
