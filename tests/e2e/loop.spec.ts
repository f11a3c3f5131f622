// The journey: a foreign client's reading becomes a case, is dispatched, worked, checked, closed, stands in the brief, and
// outlives a hub that is killed.
import type { Locator, Page } from '@playwright/test'
import type { IncidentState } from '../../src/core/incident/types.ts'
import { act, actsOf, addPhoto, cases, form, offer, phrase, press, refusalOf, state, whole } from './support/case.ts'
import { childrenOf, isRunning } from './support/hub.ts'
import { expect, test } from './support/people.ts'

/** The demonstration's gauge, as the reference data names it. */
const PLACE = '文昌中路下穿通道'
/** Above the limit of level Ⅱ (0.27 m). */
const DEPTH_M = 0.32

/** The state as the page shows it, wherever it stands. */
const stateOf = (page: Page, name: IncidentState): Locator =>
  page
    .getByRole('main')
    .locator(`[data-state="${name}"]`)
    .filter({ hasText: state(name), visible: true })
    .first()

test('a reading over the limit is worked to its end, and everything outlives a killed hub', async ({
  hubs,
  people,
}) => {
  const first = await hubs({ env: { SIMULATE: 'on' } })
  const desk = await people.enter(first, 'dispatcher', 'desk')
  let id = ''

  await test.step('a foreign MQTT client publishes a depth above the limit; the duty desk shows a case', async () => {
    await expect(desk.getByRole('region', { name: '案卷队列' })).toBeVisible()
    const sentAt = Date.now()
    await first.publishDepth(DEPTH_M)
    const option = desk.getByRole('option').filter({ hasText: PLACE })
    await expect(option).toBeVisible()
    process.stdout.write(`      publish to queue: ${Date.now() - sentAt} ms (client start included)\n`)
    await option.click()
    await expect(desk).toHaveURL(/\/duty\/.+/)
    id = decodeURIComponent(new URL(desk.url()).pathname.split('/')[2] ?? '')
    const row = (await cases(desk)).find((r) => r.id === id)
    expect(row).toMatchObject({ state: 'pendingDispatch', matter: 'M001', level: 2, source: 'sensor' })
    await expect(stateOf(desk, 'pendingDispatch')).toBeVisible()
  })

  await test.step('the dispatcher sends it where the responsibility list says', async () => {
    const dispatch = await form(desk, 'dispatch')
    const [recommended] = (await whole(desk, id)).recommendations
    expect(recommended?.lead).toBe('paishui')
    const advice = dispatch.getByRole('group', { name: phrase('recommend.title') })
    await expect(advice).toContainText('排水处')
    await expect(advice).toContainText('城镇排水与污水处理条例')
    await expect(dispatch.getByLabel(phrase('field.lead'))).toHaveValue('paishui')
    // At level Ⅱ everybody who may be needed is proposed; the dispatcher sends the traffic police alone along.
    const assisting = dispatch.getByRole('group', { name: phrase('field.assist') })
    for (const name of ['应急局', '城管局', '汶河街道'])
      await assisting.getByRole('button', { name: phrase('remove', { name }) }).click()
    await press(desk, 'dispatch')
    await expect(stateOf(desk, 'pendingHandle')).toBeVisible()
  })

  const phone = await people.enter(first, 'paishui', 'phone')
  await test.step('the department accepts on a phone', async () => {
    await phone.getByRole('link').filter({ hasText: PLACE }).tap()
    await form(phone, 'accept')
    await press(phone, 'accept')
    await expect(stateOf(phone, 'handling')).toBeVisible()
  })

  await test.step('it hands in nothing before the assisting department has done its part', async () => {
    await expect(offer(phone, 'submit')).toHaveCount(0)
    const police = await people.enter(first, 'jiaojing', 'phone')
    await police.getByRole('link').filter({ hasText: PLACE }).tap()
    await expect(offer(police, 'submit')).toHaveCount(0)
    await form(police, 'acceptOrder')
    await press(police, 'acceptOrder')
    const finish = await form(police, 'finishOrder')
    await finish.getByLabel(phrase('fieldOf.finishOrder.note')).fill('两端已封控，车辆绕行。')
    await addPhoto(police, 3)
    await press(police, 'finishOrder')
    await expect.poll(async () => (await whole(phone, id)).row.ordersOpen).toBe(0)
    await police.context().close()
  })

  await test.step('it cannot feed back without a photo', async () => {
    const submit = await form(phone, 'submit')
    await submit.getByLabel(phrase('field.note')).fill('抽排完毕，路面积水已退，警示牌已撤。')
    await press(phone, 'submit')
    await expect(submit).toContainText(phrase('fault.required'))
    expect((await whole(phone, id)).row.state).toBe('handling')
  })

  await test.step('it feeds back with a photo and confirms', async () => {
    await addPhoto(phone, 1)
    await press(phone, 'submit')
    await expect(stateOf(phone, 'pendingConfirm')).toBeVisible()
    await form(phone, 'confirm')
    await press(phone, 'confirm')
    await expect(stateOf(phone, 'pendingCheck')).toBeVisible()
  })

  await test.step('who disposed of it, and who dispatched it, may not check it', async () => {
    await expect(offer(phone, 'check')).toHaveCount(0)
    await expect(stateOf(desk, 'pendingCheck')).toBeVisible()
    await expect(offer(desk, 'check')).toHaveCount(0)
    const { row } = await whole(phone, id)
    const check = { act: 'check', passed: true, note: '自己核查', photos: [] }
    expect(await refusalOf(phone, id, row.version, check)).toContain('处置部门不能核查')
    expect(await refusalOf(desk, id, row.version, check)).toContain('派遣员不能核查')
    expect((await whole(desk, id)).row).toMatchObject({ state: 'pendingCheck', version: row.version })
    await phone.context().close()
    await desk.context().close()
  })

  await test.step('the acceptor checks on the spot, with a photo', async () => {
    const acceptor = await people.enter(first, 'acceptor', 'desk')
    await acceptor.getByRole('option').filter({ hasText: PLACE }).click()
    const check = await form(acceptor, 'check')
    await check.getByRole('radio', { name: phrase('yesNo.passed.yes') }).check()
    await addPhoto(acceptor, 2)
    await press(acceptor, 'check')
    await expect(stateOf(acceptor, 'pendingClose')).toBeVisible()
    await acceptor.context().close()
  })

  await test.step('the duty chief closes it, in two presses', async () => {
    const chief = await people.enter(first, 'chief', 'desk')
    await chief.goto(`${first.url}/duty/${encodeURIComponent(id)}`)
    const close = await form(chief, 'close')
    await close.getByRole('checkbox', { name: phrase('field.conditionMet') }).check()
    await press(chief, 'close')
    await actsOf(chief)
      .getByRole('button', { name: phrase('again', { act: act('close') }) })
      .click()
    await expect(stateOf(chief, 'closed')).toBeVisible()
    await chief.context().close()
  })

  const leader = await people.enter(first, 'leader', 'phone')
  const sentenceOf = () => leader.getByRole('article').getByRole('link').filter({ hasText: PLACE })
  let sentence = ''
  await test.step('the brief names it, and its sentence opens the case', async () => {
    await expect(leader).toHaveURL(/\/brief/)
    await expect(sentenceOf()).toContainText('结案')
    sentence = await sentenceOf().innerText()
    expect(sentence).toContain('排水处主办')
    await sentenceOf().tap()
    await expect(leader).toHaveURL(new RegExp(`/incident/${encodeURIComponent(id)}$`))
    await expect(leader.getByRole('heading', { level: 2, name: PLACE })).toBeVisible()
    await expect(stateOf(leader, 'closed')).toBeVisible()
  })

  const before = await whole(leader, id)
  expect(before.events.map((e) => e.type).filter((type) => type !== 'clocked')).toEqual([
    ...['opened', 'alarmLinked', 'filed', 'dispatched', 'accepted', 'orderAccepted', 'orderFinished'],
    ...['submitted', 'confirmed', 'checked', 'closed'],
  ])

  const second = await test.step('the hub is killed and started again; the simulated city went with it', async () => {
    people.expectOutage()
    const pid = first.child.pid ?? 0
    const city = childrenOf(pid, 'mock/main.ts')
    expect(city).toHaveLength(1)
    expect(await first.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    await expect.poll(() => city.filter(isRunning)).toEqual([])
    return first.again()
  })

  await test.step('the case is there, with its log, its photos and its sentence', async () => {
    const page = await people.enter(second, 'leader', 'phone')
    await page.goto(`${second.url}/brief`)
    const again = page.getByRole('article').getByRole('link').filter({ hasText: PLACE })
    await expect(again).toHaveText(sentence)
    await again.tap()
    await expect(stateOf(page, 'closed')).toBeVisible()
    // Those of both departments and of the acceptor, in the facts and again beside their acts.
    const photos = page.getByRole('main').getByRole('img', { name: /第 \d 张照片/ })
    const addresses = (): Promise<string[]> =>
      photos.evaluateAll((all) => all.map((img) => img.getAttribute('src') ?? ''))
    await expect.poll(async () => new Set(await addresses()).size).toBe(3)
    for (const photo of await photos.all()) {
      await photo.scrollIntoViewIfNeeded()
      await expect.poll(() => photo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    }
    const after = await whole(page, id)
    expect(after.events).toEqual(before.events)
    expect(after.row).toEqual(before.row)
  })
})
