// A board of the walls changed at the desk: saved and seen on the wall, saved by two officers at once, put back as the city has it.
import { phrases as boards } from '../../src/web/i18n/boards.zh.ts'
import { phrases as ui } from '../../src/web/i18n/ui.zh.ts'
import { wordsOf } from './support/case.ts'
import { faults } from './support/look.ts'
import { expect, hubOfFile, test } from './support/people.ts'
import type { Page } from '@playwright/test'

const hub = hubOfFile({ env: { SIMULATE: 'on', SCENARIO: 'ordinary' } })
const say = (path: string): string => wordsOf(boards, path)
const BOARD = '考核'
const PANEL = '办理效率'

const list = (page: Page) => page.getByRole('navigation', { name: say('title') })
const saved = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: wordsOf(ui, 'save'), exact: true }).click()
  await expect(page.getByText(say('unsaved'))).toHaveCount(0)
}

test('a board is changed, fought over and put back; the wall follows at once', async ({ people }) => {
  const [chief, admin, wall] = await Promise.all([
    people.enterAt(hub(), 'chief', 'desk'),
    people.enterAt(hub(), 'admin', 'desk'),
    people.enterAt(hub(), 'wall', 'wall'),
  ])
  await Promise.all([
    chief.goto(`${hub().url}/boards`),
    admin.goto(`${hub().url}/boards`),
    wall.goto(`${hub().url}/wall?board=evaluation`),
  ])
  const onWall = (name: string) => wall.getByRole('region', { name, exact: true })
  const panelTitle = (page: Page) =>
    page.getByRole('group', { name: say('kind.signs') }).getByLabel(new RegExp(`^${say('titleZh')}`))
  await Promise.all([chief, admin].map((page) => list(page).getByRole('button', { name: BOARD }).click()))
  await expect(onWall(PANEL)).toBeVisible({ timeout: 60_000 })

  await test.step('saved, it stands on the wall and on the other desk, and in the preview before', async () => {
    await panelTitle(chief).fill('本周办理效率')
    await expect(chief.getByText(say('unsaved'))).toBeVisible()
    await expect(chief.getByRole('region', { name: say('preview') })).toContainText('本周办理效率')
    expect(await onWall(PANEL).count()).toBe(1)
    await saved(chief)
    await expect(onWall('本周办理效率')).toBeVisible()
    await expect(panelTitle(admin)).toHaveValue('本周办理效率')
    await expect(list(admin).getByRole('button', { name: BOARD })).toContainText(say('changed'))
  })

  await test.step('what two change at once is told to the second, who decides', async () => {
    people.expectError(/status of 409/)
    await panelTitle(admin).fill('本月办理效率')
    await panelTitle(chief).fill('今日办理效率')
    await saved(chief)
    const told = admin.getByRole('alert')
    await expect(told).toHaveText(/他人已修改此看板，与您的不同之处：面板“今日办理效率”/)
    await expect(panelTitle(admin)).toHaveValue('本月办理效率')
    await admin.getByRole('button', { name: wordsOf(ui, 'save'), exact: true }).click()
    await expect(told).toHaveText(/看板已由.*更新到第 2 版，与您的不同之处：面板“今日办理效率”/)
    expect(await faults(admin)).toEqual([])
    await expect(onWall('今日办理效率')).toBeVisible()
    await admin.getByRole('button', { name: say('keepOurs') }).click()
    await saved(admin)
    await expect(told).toHaveCount(0)
    await expect(onWall('本月办理效率')).toBeVisible()
    await expect(panelTitle(chief)).toHaveValue('本月办理效率')
  })

  await test.step('what is typed is not lost by a press on another board', async () => {
    await panelTitle(chief).fill('写到一半')
    await list(chief).getByRole('button', { name: '总览' }).click()
    const dialog = chief.getByRole('dialog', { name: say('ask.leave') })
    await dialog.getByRole('button', { name: wordsOf(ui, 'cancel') }).click()
    await expect(panelTitle(chief)).toHaveValue('写到一半')
    await list(chief).getByRole('button', { name: BOARD }).click()
    await dialog.getByRole('button', { name: say('ask.leaveDo') }).click()
    await expect(panelTitle(chief)).toHaveValue('本月办理效率')
  })

  await test.step('put back as the city has it, after a question', async () => {
    const restore = chief.getByRole('button', { name: say('restore'), exact: true })
    await restore.click()
    await chief
      .getByRole('dialog', { name: say('ask.restore') })
      .getByRole('button', { name: say('ask.restoreDo') })
      .click()
    await expect(onWall(PANEL)).toBeVisible()
    await expect(panelTitle(chief)).toHaveValue(PANEL)
    await expect(restore).toHaveCount(0)
    await expect(list(admin).getByRole('button', { name: BOARD })).not.toContainText(say('changed'))
  })

  await test.step('the page itself is sound', async () => {
    expect(await faults(chief)).toEqual([])
  })
})
