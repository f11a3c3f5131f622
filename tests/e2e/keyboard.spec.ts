// A duty officer works the whole loop without touching the mouse, and so does the department: queue, filing, dispatch, a request
// decided, disposal, check, closure, call-back, undo, the palette. Every act by keys; a listener proves that no pointer was used.
import type { Page } from '@playwright/test'
import { actsOf, offer, picture, report, state, whole } from './support/case.ts'
import { Keyboard, focused } from './support/keyboard.ts'
import { expect, hubOfFile, test } from './support/people.ts'

const PLACE = { lng: 119.4312, lat: 32.3921 }
const TEXT = '文昌中路路口雨水井盖松动，车一过就响'

const hub = hubOfFile({ env: { STAFF: 'off' } })

const stateOf = async (page: Page, id: string): Promise<string> => (await whole(page, id)).row.state

test('the whole loop by keyboard alone', async ({ people }) => {
  const desk = await Keyboard.open(people, hub())
  await desk.signIn('chief', hub().password('chief'))
  await expect(desk.page).toHaveURL(/\/duty/)
  const row = await report(desk.page, {
    text: TEXT,
    ...PLACE,
    reporter: { name: '张先生', phone: '13800001234' },
  })

  await test.step('find it in the queue and open it', async () => {
    await desk.press('/')
    await desk.type(row.code)
    await expect(desk.page).toHaveURL(new RegExp(`q=${row.code}`))
    await expect(desk.page.getByRole('listbox', { name: '案卷队列' }).getByRole('option')).toHaveCount(1)
    await desk.press('Escape')
    expect(await focused(desk.page)).not.toBe('body')
    await desk.press('j', 'Enter')
    await expect(desk.page).toHaveURL(new RegExp(`/duty/${row.id}`))
    await expect(actsOf(desk.page)).toBeVisible()
  })

  await test.step('what is typed outlives Escape', async () => {
    await desk.act('note')
    await desk.type('来电人称夜间更响')
    await desk.press('Escape')
    expect(await focused(desk.page)).not.toBe('body')
    await expect(actsOf(desk.page).locator('textarea').first()).toHaveValue('来电人称夜间更响')
    await desk.act('note')
    await desk.send()
    await expect.poll(async () => (await whole(desk.page, row.id)).events.at(-1)?.type).toBe('noted')
  })

  await test.step('file', async () => {
    await desk.act('file')
    await desk.send()
    await expect.poll(() => stateOf(desk.page, row.id)).toBe('pendingDispatch')
  })

  let lead = ''
  await test.step('dispatch, take it back, and dispatch again', async () => {
    await desk.act('dispatch')
    await desk.send()
    await expect.poll(() => stateOf(desk.page, row.id)).toBe('pendingHandle')
    await expect(desk.page.getByRole('button', { name: /^撤销.*已派遣至/ })).toBeVisible()
    await desk.press('u')
    await expect.poll(() => stateOf(desk.page, row.id)).toBe('pendingDispatch')
    await expect(desk.page.getByRole('main')).toContainText(state('pendingDispatch'))
    await desk.act('dispatch')
    await desk.send()
    await expect.poll(() => stateOf(desk.page, row.id)).toBe('pendingHandle')
    lead = (await whole(desk.page, row.id)).row.lead ?? ''
    const log = (await whole(desk.page, row.id)).events.map((one) => one.type)
    expect(log.filter((type) => type === 'dispatched')).toHaveLength(2)
    expect(log.filter((type) => type === 'undone')).toHaveLength(1)
  })

  const crew = await Keyboard.open(people, hub())
  await crew.signIn(lead, hub().password(lead))
  await test.step('the department finds its order by the palette, accepts, and asks for time', async () => {
    await crew.press('Control+k')
    await expect(crew.page.getByRole('combobox')).toBeFocused()
    await crew.type(row.code)
    await expect(crew.page.getByRole('option').filter({ hasText: row.code }).first()).toBeVisible()
    await crew.press('Enter')
    await expect(crew.page).toHaveURL(new RegExp(`/department/${row.id}`))
    await crew.act('accept')
    await crew.send()
    await expect.poll(() => stateOf(desk.page, row.id)).toBe('handling')
    await crew.act('requestExtension')
    await crew.type('需调配专用井盖，明早到货')
    await crew.send()
    await expect.poll(async () => (await whole(desk.page, row.id)).row.request).toBe('extension')
  })

  await test.step('the desk hears of it and decides', async () => {
    await expect(offer(desk.page, 'decideExtension')).toBeVisible()
    await desk.act('decideExtension')
    await desk.tabTo(/^input 同意/)
    await desk.press('Space')
    await desk.send()
    await expect.poll(async () => (await whole(desk.page, row.id)).row.request).toBeUndefined()
  })

  await test.step('the department feeds back with a photo and confirms', async () => {
    await crew.act('submit')
    await crew.tabTo(/^textarea/)
    await crew.type('已更换井座胶圈，车辆通过无异响')
    await crew.addPhoto(picture(1))
    await crew.send()
    await expect.poll(() => stateOf(desk.page, row.id)).toBe('pendingConfirm')
    await crew.act('confirm')
    await crew.send()
    await expect.poll(() => stateOf(desk.page, row.id)).toBe('pendingCheck')
  })

  await test.step('check, close, call back', async () => {
    await expect(offer(desk.page, 'check')).toBeVisible()
    await desk.act('check')
    await desk.tabTo(/^input 已解决/)
    await desk.press('Space')
    await desk.addPhoto(picture(2))
    await desk.send()
    await expect.poll(() => stateOf(desk.page, row.id)).toBe('pendingClose')
    await expect(offer(desk.page, 'close')).toBeVisible()
    await desk.act('close')
    await desk.tabTo(/^input/)
    await desk.press('Space')
    // What ends a case asks once more.
    await desk.press('Control+Enter', 'Control+Enter')
    await expect.poll(() => stateOf(desk.page, row.id)).toBe('closed')
    await expect.poll(() => focused(desk.page)).not.toBe('body')
    await expect(offer(desk.page, 'callBack')).toBeVisible()
    await desk.act('callBack')
  })

  await test.step('the palette opens an act of the open case, and gives the focus back', async () => {
    await desk.press('Escape')
    const before = await focused(desk.page)
    await desk.press('Control+k')
    await expect(desk.page.getByRole('combobox')).toBeFocused()
    await expect(desk.page.getByRole('option').first()).toContainText(row.code)
    await desk.press('Escape')
    await expect(desk.page.getByRole('dialog')).toHaveCount(0)
    expect(await focused(desk.page)).toBe(before)
  })
  desk.expectNoPointer()
  crew.expectNoPointer()
})
