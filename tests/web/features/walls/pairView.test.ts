// @vitest-environment happy-dom
// A wall that waits to be let in: its code in both languages, asked for by itself, renewed when it is over, gone on when approved.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import PairView from '../../../../src/web/features/walls/PairView.vue'
import { openPage } from '../../support/page.ts'
import { T0 } from '../../../support/cases.ts'

const SECRET = 's'.repeat(43)
let codes: string[] = []
let claim: () => { status?: number; body: unknown } = () => ({ status: 202, body: { expiresAt: T0 } })
const went = vi.fn()
beforeEach(() => {
  vi.useFakeTimers()
  codes = ['ACE349', 'HJK679', 'MNP349']
  claim = () => ({ status: 202, body: { expiresAt: T0 } })
  answer('POST /api/walls/pairing', () => ({
    status: 201,
    body: { code: codes.shift(), secret: SECRET, expiresAt: T0 },
  }))
  answer('POST /api/walls/pairing/claim', () => claim())
  went.mockReset()
  vi.spyOn(window.location, 'assign').mockImplementation(went)
})
afterEach(() => vi.useRealTimers())
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

it('shows its code and what to do in both languages, and goes on by itself once it is approved', async () => {
  const page = await openPage(PairView)
  await pass(100)
  for (const words of ['ACE', '349', '此大屏等待配对', 'This wall waits to be paired'])
    expect(page.text()).toContain(words)
  await pass(6000)
  expect(askedOf('POST /api/walls/pairing/claim').length).toBeGreaterThanOrEqual(2)
  expect(askedOf('POST /api/walls/pairing/claim')[0]?.body).toEqual({ secret: SECRET })
  expect(went).not.toHaveBeenCalled()
  claim = () => ({ body: { id: 'wall-a' } })
  await pass(3000)
  expect(went).toHaveBeenCalledExactlyOnceWith('/wall')
})

it('asks for another code before the old one is over, or when the hub says so', async () => {
  const page = await openPage(PairView)
  await pass(100)
  await pass(10 * 60_000)
  expect(page.text()).toContain('HJK')
  claim = () => problem(404)
  await pass(3100)
  expect(page.text()).toContain('MNP')
})

it('says that the hub is away, in both languages, and tries again', async () => {
  answer('POST /api/walls/pairing', () => problem(503))
  const page = await openPage(PairView)
  await pass(100)
  expect(page.text()).toContain('办不了 Not possible')
  answer('POST /api/walls/pairing', () => ({ status: 201, body: { code: 'ACE349', secret: SECRET, expiresAt: T0 } }))
  await pass(5100)
  expect(page.text()).toContain('ACE')
  expect(page.text()).not.toContain('办不了')
})

it('asks nothing in a browser where somebody is signed in', async () => {
  const page = await openPage(PairView, { user: { role: 'dispatcher' } })
  await pass(5000)
  expect(askedOf('POST /api/walls/pairing')).toEqual([])
  expect(page.router.currentRoute.value.path).not.toBe('/')
})
