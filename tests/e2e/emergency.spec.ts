// A wall let in by its code, a drill declared by the chief, answered by a department on a phone, seen on the wall, ended; and the wall sent away.
import { phrases as emergency } from '../../src/web/i18n/emergency.zh.ts'
import { phrases as walls } from '../../src/web/i18n/walls.zh.ts'
import plans from '../../city/yangzhou/plans.json' with { type: 'json' }
import { wordsOf } from './support/case.ts'
import { expect, hubOfFile, SIZES, test } from './support/people.ts'
import { unread } from './support/wallText.ts'

const hub = hubOfFile({ env: { SIMULATE: 'on', SCENARIO: 'ordinary' } })
const say = (path: string, values?: Record<string, string | number>): string => wordsOf(emergency, path, values)
const NAME = '指挥大厅左'
const DEPARTMENT = 'paishui'
const plan = plans.find((one) => one.parties.some((p) => p.department === DEPARTMENT))

test('from the code on a new wall to a drill on it, and back', async ({ people }) => {
  test.setTimeout(240_000)
  if (plan === undefined) throw new Error(`no plan names ${DEPARTMENT}`)
  const wall = await people.open('wall')
  await wall.goto(`${hub().url}/wall/pair`)
  const code = wall.locator('.code[aria-label]')
  await expect(code).toHaveAttribute('aria-label', /^(\w ){5}\w$/)
  const letters = ((await code.getAttribute('aria-label')) ?? '').replaceAll(' ', '')

  const chief = await people.enter(hub(), 'chief', 'desk')
  await test.step('the desk lets it in, and it comes up by itself', async () => {
    await chief.goto(`${hub().url}/walls`)
    const form = chief.getByRole('form', { name: wordsOf(walls, 'pair') })
    await form.getByLabel(wordsOf(walls, 'code')).fill(letters.toLowerCase())
    await form.getByLabel(wordsOf(walls, 'name')).fill(NAME)
    await form.getByRole('button', { name: wordsOf(walls, 'approve') }).click()
    await expect(wall).toHaveURL(/\/wall$/, { timeout: 30_000 })
    await expect(wall.locator('.wall-panel').first()).toBeVisible({ timeout: 60_000 })
    await expect(chief.getByRole('heading', { name: NAME })).toBeVisible()
  })

  await test.step('two presses begin a drill, which the wall shows as one', async () => {
    await chief.goto(`${hub().url}/emergency`)
    await chief.getByRole('button', { name: say('declare.open'), exact: true }).click()
    const dialog = chief.getByRole('dialog')
    await dialog.getByRole('radio', { name: plan.name.zh }).check()
    await dialog.getByRole('button', { name: say('declare.goDrill') }).click()
    await dialog.getByRole('button', { name: say('declare.doDrill') }).click()
    const board = wall.getByRole('region', { name: say('drillLong') })
    await expect(board).toBeVisible({ timeout: 30_000 })
    await expect(board).toContainText(say('drillNote'))
  })

  const phone = await people.enter(hub(), DEPARTMENT, 'phone')
  await test.step('the department signs and answers by thumb, in a place without signal; the wall counts it', async () => {
    const card = phone.getByRole('region', { name: say('card.title') })
    await card.getByRole('button', { name: say('card.sign') }).click()
    people.expectOutage()
    await phone.context().setOffline(true)
    await card.getByRole('button', { name: say('card.ready'), exact: true }).click()
    await expect(card.getByRole('status')).toContainText(say('card.kept'))
    await phone.context().setOffline(false)
    await expect(card.getByRole('status')).toHaveCount(0, { timeout: 30_000 })
    await expect(card).toContainText(/已答：就位/)
    const all = plan.parties.length
    await expect(wall.getByText(new RegExp(`^\\s*1\\s*/\\s*${all}`)).first()).toBeVisible({ timeout: 30_000 })
  })

  await test.step('a wall that begins while it runs shows it, where a board would stand', async () => {
    await wall.reload()
    const board = wall.getByRole('region', { name: say('drillLong') })
    await expect(board).toBeInViewport({ ratio: 0.9, timeout: 60_000 })
    const sizes = [SIZES.wall, { width: 5760, height: 1080 }]
    for (const size of sizes) {
      await wall.setViewportSize(size)
      expect(await unread(wall, size.width), `at ${size.width}`).toEqual([])
    }
    await wall.setViewportSize(SIZES.wall)
  })
  await test.step('ended with a reason, the wall goes back to its boards', async () => {
    await chief.getByRole('button', { name: say('end.openDrill') }).click()
    const dialog = chief.getByRole('dialog')
    await dialog.getByLabel(say('end.reason')).fill('演练科目完成')
    await dialog.getByRole('checkbox', { name: say('end.sureDrill') }).check()
    await dialog.getByRole('button', { name: say('end.do'), exact: true }).click()
    await expect(wall.getByRole('region', { name: say('drillLong') })).toHaveCount(0, { timeout: 30_000 })
    await expect(wall.locator('.wall-panel').first()).toBeVisible()
    await expect(phone.getByRole('region', { name: say('card.title') })).toHaveCount(0, { timeout: 30_000 })
  })

  await test.step('sent away, it shows a code again', async () => {
    people.expectOutage()
    people.expectError(/status of 401/)
    await chief.goto(`${hub().url}/walls`)
    await chief.getByRole('button', { name: wordsOf(walls, 'revoke'), exact: true }).click()
    await chief
      .getByRole('alertdialog')
      .or(chief.getByRole('dialog'))
      .getByRole('button', { name: wordsOf(walls, 'revoke'), exact: true })
      .click()
    await expect(wall).toHaveURL(/\/wall\/pair$/, { timeout: 60_000 })
    await expect(code).toHaveAttribute('aria-label', /^(\w ){5}\w$/)
  })
})
