// @vitest-environment happy-dom
// A brief asked for before its page stands: once, for its own key, and not when it has grown old.
import { answer, askedOf, beginHub, endHub } from '../../support/fakeHub.ts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { askAhead, takeBrief } from '../../../../src/web/features/brief/ahead.ts'
import { briefOf, statement } from './brief.ts'

const GET = 'GET /api/briefs/2026-11-20'
const brief = briefOf([statement('v', 'verdict', '全市运行平稳。')])
beforeEach(() => {
  beginHub()
  answer(GET, () => ({ body: brief }))
})
afterEach(() => {
  vi.useRealTimers()
  endHub()
})

it('is asked for once, and anew the next time', async () => {
  askAhead('/brief/2026-11-20')
  expect((await takeBrief('2026-11-20')).statements).toHaveLength(1)
  expect(askedOf(GET)).toHaveLength(1)
  await takeBrief('2026-11-20')
  expect(askedOf(GET)).toHaveLength(2)
})

it('another one, or no one, is not', async () => {
  for (const path of ['/brief', '/brief/nonsense', '/brief/2026-11-19/print', '/duty/2026-11-20']) askAhead(path)
  expect(askedOf(GET)).toEqual([])
  answer('GET /api/briefs/2026-11-19', () => ({ body: brief }))
  askAhead('/brief/2026-11-19')
  await takeBrief('2026-11-20')
  expect(askedOf(GET)).toHaveLength(1)
})

it('what was asked for long ago is old', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  askAhead('/brief/2026-11-20')
  vi.setSystemTime(Date.now() + 60_000)
  await takeBrief('2026-11-20')
  expect(askedOf(GET)).toHaveLength(2)
})

it('a refusal is asked about again, and told then', async () => {
  let times = 0
  answer(GET, () =>
    ++times === 1 ? { status: 401, body: { type: 'about:blank', title: 'no', status: 401 } } : { body: brief },
  )
  askAhead('/brief/2026-11-20')
  expect((await takeBrief('2026-11-20')).statements).toHaveLength(1)
})
