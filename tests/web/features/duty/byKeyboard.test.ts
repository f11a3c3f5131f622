// @vitest-environment happy-dom
// Alarms by keyboard, undo of what was just done, others at the case.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import type { AlarmRow } from '../../../../src/wire/views.ts'
import AlarmStrip from '../../../../src/web/features/duty/AlarmStrip.vue'
import { placeIn } from '../../../../src/web/features/duty/useAsked.ts'
import { useUndo } from '../../../../src/web/incident/useUndo.ts'
import PresenceNote from '../../../../src/web/incident/PresenceNote.vue'
import { useAlarms } from '../../../../src/web/stores/alarms.ts'
import { usePresence } from '../../../../src/web/stores/presence.ts'
import { toastDone, toasts } from '../../../../src/web/ui/toast.ts'
import { takeBack, undoOffer, withdrawUndo } from '../../../../src/web/ui/undo.ts'
import UndoBar from '../../../../src/web/ui/UndoBar.vue'
import { detail, HOUR, row, T0 } from '../../../support/cases.ts'
import { alarm } from '../../support/alarms.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

const press = (key: string, init: KeyboardEventInit = {}): void =>
  void (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }),
  )
const here = (): string | null => document.activeElement?.getAttribute('data-alarm') ?? null

afterEach(() => {
  withdrawUndo()
  toasts.value = []
})

describe('alarms by keyboard', () => {
  async function strip(rows: AlarmRow[], mayAct = true): Promise<Page> {
    const page = await openPage(AlarmStrip, { props: { mayAct } })
    useAlarms().replace(rows, T0)
    await page.settle()
    ;(page.wrapper.vm as unknown as { focus: () => void }).focus()
    await page.settle()
    return page
  }
  it('moves by arrows, acknowledges with c, and keeps the focus in the list', async () => {
    answer('POST /api/alarms/a/acts', () => ({ body: {} }))
    const page = await strip([alarm('a', { level: 1 }), alarm('b', { level: 2 }), alarm('c')])
    expect(here()).toBe('a')
    press('ArrowDown')
    press('ArrowDown')
    press('ArrowDown')
    expect(here()).toBe('c')
    press('Home')
    press('c')
    await page.settle()
    expect(askedOf('POST /api/alarms/a/acts')[0]?.body).toEqual({ act: 'acknowledge' })
    useAlarms().apply([alarm('a', { level: 1, acknowledgedAt: T0 })], [], T0)
    await vi.waitFor(() => expect(here()).toBe('b'), { timeout: 3_000 })
  })
  it('opens shelving with s, offers to take it back, and takes a shelved one back with s', async () => {
    answer('POST /api/alarms/a/acts', () => ({ body: {} }))
    const page = await strip([alarm('a')])
    press('s')
    await page.settle()
    await page.type('理由', '检修中')
    await page.press('搁置')
    expect(askedOf('POST /api/alarms/a/acts')[0]?.body).toMatchObject({ act: 'shelve', reason: '检修中' })
    expect(undoOffer.value?.text).toBe('已搁置：测点 a')
    await takeBack()
    expect(askedOf('POST /api/alarms/a/acts')[1]?.body).toEqual({ act: 'unshelve' })
    useAlarms().apply([alarm('a', { shelvedUntil: T0 + HOUR })], [], T0)
    await page.settle()
    document.querySelector<HTMLElement>('[data-alarm="a"]')?.focus()
    press('s')
    await page.settle()
    expect(askedOf('POST /api/alarms/a/acts')[2]?.body).toEqual({ act: 'unshelve' })
  })
  it('leads to the case with Enter, back with Escape, and acts for nobody who may not', async () => {
    const page = await strip([alarm('a', { incident: 'YZ-1' })], false)
    press('c')
    press('s')
    await page.settle()
    press('Enter')
    await vi.waitFor(() => expect(page.router.currentRoute.value.path).toBe('/duty/YZ-1'))
    press('Escape')
    await page.settle()
    expect(document.querySelector('[data-alarm="a"]')?.closest('ul')).toBeFalsy()
    expect(document.activeElement).not.toBe(document.body)
  })
  it('speaks of a new Ⅰ or Ⅱ alone, with the count and the worst', async () => {
    const page = await strip([alarm('a', { level: 2 })])
    const spoken = (): string => document.querySelector('[aria-live="assertive"]')?.textContent ?? ''
    expect(spoken()).toBe('')
    useAlarms().apply([alarm('b')], [], T0)
    await page.settle()
    expect(spoken()).toBe('')
    useAlarms().apply([alarm('c', { level: 1 })], [], T0)
    await page.settle()
    expect(spoken()).toContain('测点 c')
    expect(spoken()).toContain('共 2 条')
  })
})

describe('undo', () => {
  const whole = (version: number, more: object = {}) => {
    const base = detail(more)
    return { ...base, row: { ...base.row, version } }
  }
  const UNDO = { of: 'noted', until: T0 + 10 * 60_000 }
  const ACTS = `POST /api/incidents/${encodeURIComponent(detail().row.id)}/acts`

  /** A page on which a note has just been written, and what came back. */
  async function acted(
    after: ReturnType<typeof whole>,
  ): Promise<Page & { becomes: (next: typeof after) => Promise<void> }> {
    answer(ACTS, () => ({ body: row('YZ-1') }))
    const shown = shallowRef(whole(3))
    let undo: ReturnType<typeof useUndo> | undefined
    const page = await openPage(
      defineComponent(() => {
        undo = useUndo(
          () => shown.value,
          async () => undefined,
        )
        return () => h('p', shown.value.row.code)
      }),
      { user: {} },
    )
    undo?.acted('note', toastDone('已备注'))
    const becomes = async (next: typeof after): Promise<void> => {
      shown.value = next
      await page.settle()
    }
    await becomes(after)
    return { ...page, becomes }
  }
  it('is offered as long as the hub says, and sent as an act at the version that stands', async () => {
    const page = await acted(whole(4, { undo: UNDO }))
    expect(undoOffer.value).toMatchObject({ untilAt: UNDO.until })
    expect(toasts.value).toEqual([])
    await page.becomes(whole(5, { undo: UNDO }))
    await takeBack()
    expect(askedOf(ACTS)[0]?.body).toMatchObject({ version: 5, input: { act: 'undo' } })
    expect(undoOffer.value).toBeUndefined()
    expect(toasts.value.map((one) => one.text)).toEqual(['已撤销：备注'])
  })
  it('is withdrawn when somebody goes on from the act', async () => {
    const page = await acted(whole(4, { undo: UNDO }))
    expect(undoOffer.value).toBeDefined()
    await page.becomes(whole(5))
    expect(undoOffer.value).toBeUndefined()
  })
  it('says why it did not work', async () => {
    await acted(whole(4, { undo: UNDO }))
    answer(ACTS, () => problem(409))
    await takeBack()
    expect(toasts.value.map((one) => one.kind)).toEqual(['failed'])
  })
  it('is not offered where the hub offers none', async () => {
    await acted(whole(4))
    expect(undoOffer.value).toBeUndefined()
    expect(toasts.value.map((one) => one.kind)).toEqual(['done'])
  })
  it('answers u once, except where somebody types, and names what it takes back', async () => {
    const page = await openPage(UndoBar)
    let ran = 0
    undoOffer.value = { id: 1, text: '已派遣至排水处', untilAt: T0 + 90_000, run: async () => void ran++ }
    await page.settle()
    expect(page.buttons()).toEqual(['撤销 (U): 已派遣至排水处'])
    expect(await axeFindings()).toEqual([])
    const input = document.body.appendChild(document.createElement('input'))
    input.focus()
    press('u')
    expect(ran).toBe(0)
    input.remove()
    press('u')
    press('u')
    expect(ran).toBe(1)
  })
})

describe('others at the case', () => {
  it('are named with their post, and with the act they fill in', async () => {
    const page = await openPage(PresenceNote, { props: { incident: row('YZ-1').id }, user: {} })
    usePresence().replace(
      [
        { id: 'wang/1', incident: 'YZ-1', account: 'wang', name: '王敏', role: 'dispatcher', since: T0 },
        { id: 'li/1', incident: 'YZ-1', account: 'li', name: '李强', role: 'acceptor', since: T0 + 1, act: 'dispatch' },
      ],
      T0,
    )
    await page.settle()
    expect(page.text()).toContain('王敏（派遣员）正在查看')
    expect(page.text()).toContain('李强（受理员）正在填写派遣')
    expect(await axeFindings()).toEqual([])
  })
})

describe('a place in the address', () => {
  it.each([
    ['119.4312,32.39', { lng: 119.4312, lat: 32.39 }],
    ['119,32', { lng: 119, lat: 32 }],
    ['181,32', undefined],
    ['119.4', undefined],
    ['a,b', undefined],
    [['1,2'], undefined],
    [undefined, undefined],
  ])('%j', (text, expected) => {
    expect(placeIn(text)).toEqual(expected)
  })
})
