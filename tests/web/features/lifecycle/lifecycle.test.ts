// @vitest-environment happy-dom
// The lifecycle page holds the whole table: every act in words, every way in the picture, none of its own.
import { describe, expect, it } from 'vitest'
import { LIFECYCLE } from '../../../../src/core/incident/lifecycle.ts'
import { GUARD_WORDS, NEED_WORDS } from '../../../../src/core/incident/words.ts'
import { ACT_WORDS, STATE_WORDS } from '../../../../src/wire/words.ts'
import { BOX, drawn, fromAll, PLACES, SIZE, ways } from '../../../../src/web/features/lifecycle/diagram.ts'
import LifecycleView from '../../../../src/web/features/lifecycle/LifecycleView.vue'
import { chapters, fromOf, POSTS } from '../../../../src/web/features/lifecycle/rows.ts'
import { setLocale } from '../../../../src/web/i18n/i18n.ts'
import { axeFindings, openPage } from '../../support/page.ts'

describe('the picture', () => {
  it('has a place for every state, apart from each other and inside', () => {
    const places = Object.entries(PLACES)
    expect(places.map(([state]) => state).sort()).toEqual(Object.keys(STATE_WORDS).sort())
    for (const [state, { x, y }] of places) {
      expect(x - BOX.width / 2, state).toBeGreaterThanOrEqual(0)
      expect(x + BOX.width / 2, state).toBeLessThanOrEqual(SIZE.width)
      expect(y + BOX.height / 2, state).toBeLessThanOrEqual(SIZE.height)
      const near = places.filter(([, p]) => Math.abs(p.x - x) < BOX.width && Math.abs(p.y - y) < BOX.height)
      expect(near.map(([s]) => s)).toEqual([state])
    }
  })
  it('draws every way once, whichever row it comes from', () => {
    const all = ways()
    const lines = drawn(all)
    expect(
      lines
        .flatMap((line) => line.ways)
        .map(({ from, to }) => `${from}>${to}`)
        .sort(),
    ).toEqual(all.map(({ from, to }) => `${from}>${to}`).sort())
    // Each act that changes a state is on some way, but the one drawn as a bar over all.
    const moving = LIFECYCLE.filter((r) => r.to !== 'same' && r.to !== 'undone' && r.act !== fromAll.act).map(
      (r) => r.act,
    )
    const walked = new Set(all.flatMap((way) => way.steps.map((step) => step.act)))
    expect(moving.filter((act) => !walked.has(act))).toEqual([])
  })
  it('says on every line what is done, but where the states’ names say it', () => {
    const mute = drawn().filter((line) => line.label === undefined)
    const texts = mute.map(({ ways: [way] }) => `${way?.from ?? ''}>${way?.to ?? ''}`)
    for (const text of texts) expect(text).toMatch(/>(refused|cancelled|merged|suspended)$/)
    expect(drawn().some(({ ways: w, label }) => w[0]?.to === 'merged' && label !== undefined)).toBe(true)
    expect(drawn().some(({ ways: w, label }) => w[0]?.to === 'suspended' && label !== undefined)).toBe(true)
  })
})

describe('the rows', () => {
  it('are all there, in their order', () => {
    expect(chapters({}).flatMap(({ rows }) => rows)).toEqual(LIFECYCLE)
  })
  it('answer what a post may do in a state', () => {
    const acts = chapters({ state: 'pendingDispatch', role: 'dispatcher' }).flatMap(({ rows }) =>
      rows.map((r) => r.act),
    )
    expect(acts).toEqual(['dispatch', 'returnToAcceptor', 'undo', 'merge', 'supervise', 'remind', 'note'])
    expect(chapters({ state: 'refused', role: 'collector' })).toEqual([])
  })
  it('name sets of states instead of listing them', () => {
    const of = (act: string) => fromOf(LIFECYCLE.find((r) => r.act === act)!)
    expect(of('supervise')).toEqual({ set: 'open', states: [] })
    expect(of('note')).toEqual({ set: 'open', states: ['merged'] })
    expect(of('remind')).toEqual({ set: 'timed', states: [] })
    expect(of('file')).toEqual({ states: ['pendingFiling'] })
  })
  it('know every post that does something', () => expect(POSTS).toContain('collector'))
})

describe('the page', () => {
  const open = (path = '/lifecycle') => openPage(LifecycleView, { route: '/lifecycle', path, user: {} })
  it.each(['zh', 'en'] as const)('%s: names every act, guard and need', async (language) => {
    await setLocale(language)
    const page = await open()
    const text = page.text()
    for (const { act, guards, needs } of LIFECYCLE) {
      expect(text).toContain(ACT_WORDS[act][language])
      for (const guard of guards) expect(text).toContain(GUARD_WORDS[guard][language])
      for (const need of needs) expect(text).toContain(NEED_WORDS[need][language])
    }
    expect(text).not.toMatch(/lifecycle\.|undefined/)
  })
  it('keeps state and post in the address; a state in the picture is pressed like a button', async () => {
    const page = await open('/lifecycle?role=collector')
    expect(page.text()).not.toContain('申请延期')
    const state = [...document.querySelectorAll('g[role="button"]')].find((g) => g.textContent.includes('待核查'))
    state?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    await page.settle()
    expect(page.router.currentRoute.value.query).toEqual({ role: 'collector', state: 'pendingCheck' })
    expect(state?.getAttribute('aria-pressed')).toBe('true')
    const acts = [...document.querySelectorAll('tbody th[scope="row"]')].map((th) => th.textContent)
    expect(acts).toContain('核查')
    expect(acts).not.toContain('核实反馈')
  })
  it('axe finds nothing', async () => {
    await open()
    expect(await axeFindings()).toEqual([])
  })
})
