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
