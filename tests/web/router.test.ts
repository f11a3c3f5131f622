// @vitest-environment happy-dom
// Addresses that come in from outside: whole, also where the screen's address was not known yet.
import { expect, it, vi } from 'vitest'
import { createRoutes } from '../../src/web/router.ts'

const fetched = vi.hoisted(() => ({ brief: false }))
vi.mock('../../src/web/features/brief/BriefView.vue', () => {
  fetched.brief = true
  return { default: { template: '' } }
})

// Fetched beside a page with a map; it begins with workers, which are not here.
vi.mock('../../src/web/map/cityMap.ts', () => ({}))

const signedIn = { ready: () => Promise.resolve(), home: () => '/duty' }

it('an address from outside keeps its query and its hash', async () => {
  const router = createRoutes(signedIn)
  await router.push('/map?on=districts,sensors&at=119.4,32.4,12.5#note')
  const { name, query, hash } = router.currentRoute.value
  expect({ name, query, hash }).toEqual({
    name: 'map',
    query: { on: 'districts,sensors', at: '119.4,32.4,12.5' },
    hash: '#note',
  })
}, 60_000)

it('one that is nobody’s says so', async () => {
  const router = createRoutes(signedIn)
  await router.push('/no/such/page?x=1')
  expect(router.currentRoute.value.name).toBe('nowhere')
}, 60_000)

it('without a sign-in the way back is kept whole', async () => {
  const router = createRoutes({ ready: () => Promise.resolve(), home: () => undefined })
  await router.push('/duty/YZ-1?level=1,2')
  expect(router.currentRoute.value.name).toBe('signin')
  expect(router.currentRoute.value.query['to']).toBe('/duty/YZ-1?level=1,2')
}, 60_000)

it('a page is fetched while the hub still says who is signed in', async () => {
  let know: () => void = () => undefined
  const ready = new Promise<void>((done) => (know = done))
  const router = createRoutes({ ready: () => ready, home: () => '/brief' })
  const opened = router.push('/brief')
  await vi.waitFor(() => expect(fetched.brief).toBe(true), { timeout: 10_000 })
  expect(router.currentRoute.value.name).toBeUndefined()
  know()
  await opened
  expect(router.currentRoute.value.name).toBe('brief')
}, 60_000)

it('another page is seen from its top; within one, and on the way back, nobody is moved', async () => {
  const router = createRoutes(signedIn)
  await router.push('/department/YZ-1')
  const order = router.currentRoute.value
  await router.push('/department/YZ-2')
  const other = router.currentRoute.value
  await router.push('/map')
  const map = router.currentRoute.value
  const scroll = router.options.scrollBehavior ?? expect.fail('nothing is said')
  expect(await scroll(map, order, null)).toEqual({ top: 0 })
  expect(await scroll(other, order, null)).toBe(false)
  expect(await scroll(order, map, { left: 0, top: 840 })).toEqual({ left: 0, top: 840 })
}, 60_000)
