// @vitest-environment happy-dom
// A followed view against a link that drops, repeats, reorders and restarts.
import { describe, expect, it } from 'vitest'
import { topics } from '../../../src/wire/topics.ts'
import type { IncidentRow, ViewMessage } from '../../../src/wire/views.ts'
import { createRouter } from '../../../src/web/live/route.ts'
import { GAP_WAIT_MS, followView } from '../../../src/web/live/view.ts'
import { liveRows } from '../../../src/web/stores/rows.ts'
import { fakeLink } from '../support/fakeLink.ts'
import { manualTimers, pending, settled } from '../support/manual.ts'
import { T0, incident } from '../../support/rows.ts'

type Message = ViewMessage<IncidentRow>
const message = (epoch: string, seq: number, ids: readonly string[], over: Partial<Message> = {}): Message => ({
  epoch,
  seq,
  at: T0 + seq,
  rows: ids.map((id) => incident({ id, version: seq })),
  gone: [],
  ...over,
})

function following() {
  const link = fakeLink()
  const timers = manualTimers()
  const asked: ReturnType<typeof pending<unknown>>[] = []
  const rows = liveRows<IncidentRow>((r) => r.id)
  const router = createRouter()
  const heard: number[] = []
  const topic = topics.view('incidents')
  const view = followView({
    view: 'incidents',
    topic,
    link,
    router,
    timers,
    sink: rows,
    heard: (at) => heard.push(at),
    fetch: () => {
      const p = pending<unknown>()
      asked.push(p)
      return p.promise
    },
  })
  return {
    link,
    timers,
    rows,
    router,
    heard,
    view,
    asked,
    push: (m: unknown) => link.push(topic, m),
    ids: () => [...rows.rows.value.keys()].sort(),
    snapshot: async (m: unknown) => asked.at(-1)?.answer(m),
  }
}

describe('a followed view', () => {
  it('subscribes first and fetches once the subscription stands', () => {
    const f = following()
    expect(f.link.filters()).toEqual([topics.view('incidents')])
    expect(f.asked).toHaveLength(0)
    f.link.ready()
    expect(f.asked).toHaveLength(1)
  })

  it('applies what came while the snapshot travelled, and only what is newer than it', async () => {
    const f = following()
    f.link.ready()
    f.push(message('a', 4, ['old']))
    f.push(message('a', 6, ['b']))
    f.push(message('a', 7, ['c'], { gone: ['x'] }))
    await f.snapshot(message('a', 5, ['x', 'y']))
    expect(f.ids()).toEqual(['b', 'c', 'y'])
    expect(f.rows.state.value).toBe('live')
    expect(f.asked).toHaveLength(1)
  })

  it('ignores repetitions', async () => {
    const f = following()
    f.link.ready()
    await f.snapshot(message('a', 5, []))
    f.push(message('a', 6, ['b']))
    f.push(message('a', 6, ['b2']))
    f.push(message('a', 3, ['b3']))
    expect(f.ids()).toEqual(['b'])
  })

  it('waits shortly for a message that is overtaken, and applies both in order', async () => {
    const f = following()
    f.link.ready()
    await f.snapshot(message('a', 5, []))
    f.push(message('a', 7, ['x'], { rows: [incident({ id: 'x', version: 7 })] }))
    expect(f.ids()).toEqual([])
    f.push(message('a', 6, ['x'], { rows: [incident({ id: 'x', version: 6 })] }))
    expect(f.rows.rows.value.get('x')?.version).toBe(7)
    f.timers.advance(GAP_WAIT_MS * 2)
    expect(f.asked).toHaveLength(1)
  })

  it('takes a new snapshot when the missing message does not come', async () => {
    const f = following()
    f.link.ready()
    await f.snapshot(message('a', 5, ['p']))
    f.push(message('a', 8, ['q']))
    expect(f.asked).toHaveLength(1)
    f.timers.advance(GAP_WAIT_MS)
    expect(f.asked).toHaveLength(2)
    await f.snapshot(message('a', 7, ['n']))
    expect(f.ids()).toEqual(['n', 'q'])
  })

  it('starts over when the hub was restarted', async () => {
    const f = following()
    f.link.ready()
    await f.snapshot(message('a', 50, ['p']))
    f.push(message('b', 1, ['q']))
    expect(f.asked).toHaveLength(2)
    f.push(message('b', 2, ['r']))
    await f.snapshot(message('b', 1, ['q']))
    expect(f.ids()).toEqual(['q', 'r'])
    f.push(message('b', 3, ['s']))
    expect(f.ids()).toEqual(['q', 'r', 's'])
  })

  it('asks again when the snapshot is of an older run than what arrives', async () => {
    const f = following()
    f.link.ready()
    f.push(message('b', 1, ['q'], { at: T0 + 1000 }))
    await f.snapshot(message('a', 90, ['p']))
    expect(f.asked).toHaveLength(2)
    await f.snapshot(message('b', 1, ['q'], { at: T0 + 1001 }))
    expect(f.ids()).toEqual(['q'])
  })

  it('takes a new snapshot after a reconnect, and drops the answer to the older question', async () => {
    const f = following()
    f.link.ready()
    const first = f.asked[0]
    f.link.ready()
    await f.asked[1]?.answer(message('a', 9, ['new']))
    await first?.answer(message('a', 2, ['old']))
    expect(f.ids()).toEqual(['new'])
  })

  it('keeps what is shown when a snapshot fails, and tries again later', async () => {
    const f = following()
    f.link.ready()
    await f.snapshot(message('a', 5, ['p']))
    f.link.ready()
    await f.asked[1]?.fail(new Error('gone'))
    expect(f.ids()).toEqual(['p'])
    expect(f.rows.problem.value?.code).toBe('unexpected')
    f.timers.advance(60_000)
    expect(f.asked).toHaveLength(3)
    await f.snapshot(message('a', 6, ['q']))
    expect(f.ids()).toEqual(['q'])
    expect(f.rows.problem.value).toBeUndefined()
  })

  it('says failed when nothing ever came', async () => {
    const f = following()
    f.link.ready()
    await f.snapshot({ nonsense: true })
    expect(f.rows.state.value).toBe('failed')
    expect(f.router.refusals.counts.get('incidents')).toBe(1)
  })

  it('never shows a message that breaks its schema; a fresh snapshot replaces it', async () => {
    const f = following()
    f.link.ready()
    await f.snapshot(message('a', 5, ['p']))
    f.push({ ...message('a', 6, []), rows: [{ id: 'evil' }] })
    expect(f.ids()).toEqual(['p'])
    expect(f.asked).toHaveLength(2)
  })

  it('passes the hub clock on and stops for good', async () => {
    const f = following()
    f.link.ready()
    await f.snapshot(message('a', 5, []))
    f.push(message('a', 6, ['b']))
    expect(f.heard).toEqual([T0 + 5, T0 + 6])
    f.view.stop()
    f.view.refresh()
    await settled()
    expect(f.asked).toHaveLength(1)
    expect(f.link.filters()).toEqual([])
    expect(f.timers.waiting()).toBe(0)
  })
})
