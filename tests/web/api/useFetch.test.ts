// One answer at a time: a late answer to an old question is dropped, and whoever waits for a reading waits for the newest.
import { effectScope, nextTick, shallowRef } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import { hubClock } from '../../../src/web/live/clock.ts'
import { useFetch, type Fetched } from '../../../src/web/api/useFetch.ts'

/** Questions that are answered by hand, in any order. */
function asked(first: string | undefined) {
  const key = shallowRef(first)
  const open: { key: string; answer: (value: string) => void; fail: (error: Error) => void }[] = []
  const scope = effectScope()
  const fetched = scope.run(() =>
    useFetch<string, string>(
      () => key.value,
      (k) => new Promise((answer, fail) => open.push({ key: k, answer, fail })),
    ),
  ) as Fetched<string>
  return { key, open, fetched, stop: () => scope.stop() }
}
const settle = (): Promise<void> => new Promise((done) => setTimeout(done))

describe('reading again', () => {
  it('is over when the newest question is answered', async () => {
    const { open, fetched } = asked('a')
    open[0]?.answer('one')
    await settle()
    let isOver = false
    void fetched.refresh().then(() => (isOver = true))
    const other = fetched.refresh()
    expect(open).toHaveLength(3)
    open[1]?.answer('old')
    await settle()
    expect(fetched.value.value).toBe('one')
    expect(isOver).toBe(false)
    open[2]?.answer('new')
    await other
    await settle()
    expect(isOver).toBe(true)
    expect(fetched.value.value).toBe('new')
  })

  it('keeps what stands where the newest question fails, and says why', async () => {
    const { open, fetched } = asked('a')
    open[0]?.answer('one')
    await settle()
    const again = fetched.refresh()
    open[1]?.fail(new Error('gone'))
    await again
    expect(fetched.value.value).toBe('one')
    expect(fetched.problem.value?.code).toBe('unexpected')
    expect(fetched.loading.value).toBe(false)
  })
})

it('drops the answer to a key that is no longer asked for', async () => {
  const { key, open, fetched } = asked('a')
  key.value = 'b'
  await nextTick()
  expect(fetched.value.value).toBeUndefined()
  open[1]?.answer('of b')
  open[0]?.answer('of a')
  await settle()
  expect(fetched.value.value).toBe('of b')
})

it('asks nothing while there is no key, and nothing lands after the page is gone', async () => {
  const { key, open, fetched, stop } = asked(undefined)
  await fetched.refresh()
  expect(open).toEqual([])
  key.value = 'a'
  await nextTick()
  stop()
  open[0]?.answer('late')
  await settle()
  expect(fetched.value.value).toBeUndefined()
})

it('shows what is known of a key until its answer comes, and asks all the same', async () => {
  const key = shallowRef('a')
  const answers: ((value: string) => void)[] = []
  const scope = effectScope()
  const fetched = scope.run(() =>
    useFetch<string, string>(
      () => key.value,
      () => new Promise((answer) => answers.push(answer)),
      undefined,
      (k) => (k === 'b' ? 'known of b' : undefined),
    ),
  ) as Fetched<string>
  expect(fetched.value.value).toBeUndefined()
  key.value = 'b'
  await nextTick()
  expect(fetched.value.value).toBe('known of b')
  expect(fetched.loading.value).toBe(true)
  answers[0]?.('of a')
  await settle()
  expect(fetched.value.value).toBe('known of b')
  answers[1]?.('of b')
  await settle()
  expect(fetched.value.value).toBe('of b')
  key.value = 'c'
  await nextTick()
  expect(fetched.value.value).toBeUndefined()
  scope.stop()
})

it('what went wrong with one key is not held against the next', async () => {
  const { key, open, fetched } = asked('a')
  open[0]?.fail(new Error('gone'))
  await settle()
  expect(fetched.problem.value).toBeDefined()
  key.value = 'b'
  await nextTick()
  expect(fetched.problem.value).toBeUndefined()
})

it('says when the answer came by the hub’s clock, not by a device that is wrong by a day', async () => {
  const now = vi.spyOn(hubClock, 'now').mockReturnValue(5_000)
  const { open, fetched } = asked('a')
  expect(fetched.at.value).toBeUndefined()
  open[0]?.answer('one')
  await settle()
  expect(fetched.at.value).toBe(5_000)
  now.mockReturnValue(9_000)
  const again = fetched.refresh()
  open[1]?.fail(new Error('gone'))
  await again
  expect(fetched.at.value).toBe(5_000)
  now.mockRestore()
})
