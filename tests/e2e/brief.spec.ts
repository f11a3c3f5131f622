// The leader reads on a phone, opens what a figure rests on, writes beside it; the department signs and reports; the leader sees it
// where it was written, closes it; and the brief tells of it.
import type { Locator, Page } from '@playwright/test'
import { phrases as brief } from '../../src/web/i18n/brief.zh.ts'
import { phrases as supervise } from '../../src/web/i18n/supervise.zh.ts'
import { SUPERVISED_STATE_WORDS } from '../../src/core/supervise/words.ts'
import { wordsOf } from './support/case.ts'
import { expect, hubOfFile, test } from './support/people.ts'

const hub = hubOfFile({ env: { SIMULATE: 'on', SCENARIO: 'ordinary' } })
const say = (path: string, values?: Record<string, string | number>): string => wordsOf(supervise, path, values)
const word = (path: string, values?: Record<string, string | number>): string => wordsOf(brief, path, values)
/** The running day in the city's zone: its brief is written while one looks. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
/** When the hub is started the next morning: after the hour of the brief, which nobody signed. */
const nextMorning = (day: string): number => Date.parse(`${day}T07:45:00+08:00`) + 24 * 3_600_000
const CODE = /YZ-DB-\d{4}-\d+/
const sheetOf = (page: Page): Locator => page.getByRole('region', { name: say('sheet') })
const DEPARTMENT = 'paishui'
const ASKED = '查明积水原因，今日落实排水措施并报告。'
const DONE = '泵站已开机，积水已排除，淤堵管段已疏通。'

/** What begins a line and should not, on papers of many widths: a code after its sentence, a sign that closes. Runs in the page. */
function wrongStarts(paper: HTMLElement | SVGElement): string[] {
  const wrong = new Set<string>()
  for (let width = 500; width <= 620; width += 5) {
    paper.style.setProperty('width', `${width}px`, 'important')
    for (const line of paper.querySelectorAll('.statement')) {
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
      let before: DOMRect | undefined
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const isCode = node.parentElement?.closest('.code') !== null
        for (const [at, sign] of [...(node.textContent ?? '')].entries()) {
          const range = document.createRange()
          range.setStart(node, at)
          range.setEnd(node, at + 1)
          const box = range.getBoundingClientRect()
          if (box.width === 0 || sign.trim() === '') continue
          const begins = before !== undefined && box.top > before.bottom - 4
          if (begins && (isCode || '，。、；）'.includes(sign))) wrong.add(`${width}: ${line.textContent ?? ''}`)
          before = box
        }
      }
    }
  }
  paper.style.removeProperty('width')
  return [...wrong]
}

test('from a sentence of the brief to an instruction that comes back', async ({ people }) => {
  const day = today()
  let code = ''
  await hub().publishDepth(0.32)
  const leader = await people.enter(hub(), 'leader', 'phone')
  const paper = leader.getByRole('article')
  await test.step('the running day is read, and a figure opens what it rests on', async () => {
    await leader.goto(`${hub().url}/brief/${day}`)
    await expect(paper).toContainText(word('section.cases'), { timeout: 60_000 })
    await expect(paper).toContainText('文昌中路')
    const figure = paper.getByRole('button', { name: /，查看依据$/ }).first()
    await figure.click()
    const sheet = leader.getByRole('dialog')
    await expect(sheet).toContainText(word('sheet.formula'))
    await expect(sheet).toContainText(word('sheet.same'))
    await leader.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
  })

  await test.step('on paper no code begins a line, and no comma behind a figure does', async () => {
    await leader.emulateMedia({ media: 'print' })
    expect(await paper.evaluate(wrongStarts)).toEqual([])
    await leader.emulateMedia({ media: null })
  })

  const item = paper.locator('.item').filter({ hasText: '文昌中路' }).first()
  await test.step('the pen beside an item gives it to a department', async () => {
    await item.getByRole('button', { name: say('pen') }).click()
    const box = leader.getByRole('dialog')
    await expect(box).toContainText('文昌中路')
    await box.getByLabel(say('box.text')).fill(ASKED)
    await box.getByLabel(say('box.lead')).selectOption(DEPARTMENT)
    await box.getByRole('button', { name: say('box.days.today') }).click()
    await box.getByRole('button', { name: say('box.send') }).click()
    await expect(box).toHaveCount(0)
    await expect(item).toContainText(SUPERVISED_STATE_WORDS.pendingSign.zh)
  })

  const phone = await people.enter(hub(), DEPARTMENT, 'phone')
  await test.step('the department finds it on its page, signs, and reports it done', async () => {
    await phone.getByRole('link', { name: new RegExp(say('strip.title')) }).click()
    const mine = phone.getByRole('link', { name: CODE })
    code = CODE.exec(await mine.innerText())?.[0] ?? ''
    await mine.click()
    await expect(phone.getByText(ASKED)).toBeVisible()
    const acts = phone.getByRole('region', { name: say('acts') })
    await acts.getByRole('button', { name: say('act.sign'), exact: true }).click()
    await acts.getByRole('button', { name: say('act.final'), exact: true }).click()
    await acts.getByLabel(say('field.text')).fill(DONE)
    await acts
      .locator('form')
      .getByRole('button', { name: say('act.final'), exact: true })
      .click()
    await expect(sheetOf(phone)).toContainText(SUPERVISED_STATE_WORDS.pendingCheck.zh)
  })

  await test.step('the leader sees it where it was written, and closes it only with a word on the evidence', async () => {
    await leader.reload()
    const mark = item.getByRole('link', { name: new RegExp(SUPERVISED_STATE_WORDS.pendingCheck.zh) })
    await expect(mark).toContainText(DONE, { timeout: 60_000 })
    await mark.click()
    const acts = leader.getByRole('region', { name: say('acts') })
    await acts.getByRole('button', { name: say('act.close'), exact: true }).click()
    await acts.getByLabel(say('field.conclusion')).fill('已现场核查，同意办结。')
    const send = acts.locator('form').getByRole('button', { name: say('act.close'), exact: true })
    await send.click()
    await expect(acts.getByText(say('needed'))).toBeVisible()
    await acts.getByLabel(say('field.withoutEvidence')).fill('领导现场查看')
    await send.click()
    await expect(sheetOf(leader)).toContainText(SUPERVISED_STATE_WORDS.closed.zh)
  })

  await test.step('the brief tells of it', async () => {
    await leader.goto(`${hub().url}/brief/${day}`)
    await expect(paper).toContainText(word('section.instructions'), { timeout: 60_000 })
    await expect(item).toContainText(SUPERVISED_STATE_WORDS.closed.zh)
  })

  await test.step('the next morning it is issued, late because nothing ran, and tells how it ended', async () => {
    await Promise.all([leader, phone].map((page) => page.context().close()))
    people.expectOutage()
    await hub().end()
    const morning = await hub().again(nextMorning(day) - Date.now())
    try {
      const reader = await people.enter(morning, 'leader', 'phone')
      await expect(reader).toHaveURL(/\/brief/)
      await reader.goto(`${morning.url}/brief/${day}`)
      const issued = reader.getByRole('article')
      // A hub that was away makes up for what it has missed, the oldest first.
      await expect(async () => {
        await reader.reload()
        await expect(issued).toContainText(word('lateWord'), { timeout: 5_000 })
      }).toPass({ timeout: 210_000 })
      const ended = issued.getByText(new RegExp(`（${code}）.*办结。`))
      await expect(ended).toBeVisible()
      await ended.scrollIntoViewIfNeeded()
      await reader.screenshot({ path: test.info().outputPath('next-morning.png') })
    } finally {
      await morning.end()
    }
  })
})
