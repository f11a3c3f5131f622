// @vitest-environment happy-dom
// Which topics a screen follows: a department its own cases and notices, a post its own notices, nobody the notices of all.
import { describe, expect, it } from 'vitest'
import { createLive, type LiveSinks } from '../../../src/web/live/live.ts'
import { fakeLink } from '../support/fakeLink.ts'

const sink = { replace: () => undefined, apply: () => undefined, failed: () => undefined }
const all: LiveSinks = { incidents: sink, status: sink, notices: sink }

describe('views of a screen', () => {
  it.each([
    [{ department: 'water' }, ['yiwang/v1/view/department/water/incidents', 'yiwang/v1/view/department/water/notices']],
    [{ post: 'dispatcher' }, ['yiwang/v1/view/incidents', 'yiwang/v1/view/post/dispatcher/notices']],
  ])('of %j', (viewer, [cases, notices]) => {
    const link = fakeLink()
    const live = createLive(link)
    live.start(all, viewer)
    expect(link.filters()).toEqual([cases, 'yiwang/v1/view/status', notices])
    live.stop()
    expect(link.filters()).toEqual([])
  })

  it('leaves out what it has no place for', () => {
    const link = fakeLink()
    createLive(link).start({ status: sink }, { post: 'wall' })
    expect(link.filters()).toEqual(['yiwang/v1/view/status'])
  })
})

describe('the link of a page that is read', () => {
  function setup() {
    let started = 0
    const live = createLive({ ...fakeLink(), start: () => void started++ })
    let stands: () => void = () => undefined
    const after = new Promise<void>((done) => (stands = done))
    live.start(all, { post: 'leader' }, after)
    return { live, stands, after, started: () => started }
  }

  it('begins once the page stands', async () => {
    const { stands, after, started } = setup()
    expect(started()).toBe(0)
    stands()
    await after
    expect(started()).toBe(1)
  })

  it('and not at all where somebody signed out meanwhile', async () => {
    const { live, stands, after, started } = setup()
    live.stop()
    stands()
    await after
    expect(started()).toBe(0)
  })
})
