// Three browsers on one case: the desk, the department that sends it back, the department that works it. A return and another
// dispatch, an extension refused, a photo from elsewhere, a rework, and a caller who is not content.
import type { Page } from '@playwright/test'
import type { Act } from '../../src/core/incident/inputs.ts'
import type { IncidentState } from '../../src/core/incident/types.ts'
import { paths } from '../../src/wire/api.ts'
import type { IncidentRow } from '../../src/wire/views.ts'
import { RATING_WORDS } from '../../src/wire/words.ts'
import { phrases as desk } from '../../src/web/i18n/incident.zh.ts'
import { jpeg } from '../support/pictures.ts'
import { act, actsOf, addPhoto, form, offer, phrase, press, report, whole } from './support/case.ts'
import { expect, hubOfFile, test } from './support/people.ts'

const PLACE = { lng: 119.4433, lat: 32.4012 }
const PHONE = '13912345678'

const hub = hubOfFile({ env: { STAFF: 'off' } })

/** Fills the open form's field by the name its act gives it. */
async function type(page: Page, name: Act, field: string, words: string): Promise<void> {
  const own = (desk.fieldOf as unknown as Record<string, Record<string, string> | undefined>)[name]?.[field]
  await actsOf(page)
    .locator('form')
    // What need not be filled in says so behind its name.
    .getByLabel(new RegExp(`^${own ?? phrase(`field.${field}`)}`))
    .fill(words)
}
const answer = (page: Page, field: string, yes: boolean): Promise<void> =>
  actsOf(page)
    .locator('form')
    .getByRole('radio', { name: phrase(`yesNo.${field}.${yes ? 'yes' : 'no'}`), exact: true })
    .check()
const state = async (page: Page, id: string): Promise<IncidentState> => (await whole(page, id)).row.state

/** One act by its form; every page sees the case in its new state by itself. */
async function done(page: Page, id: string, name: Act, next: IncidentState, fill?: () => Promise<void>): Promise<void> {
  await form(page, name)
  await fill?.()
  await press(page, name)
  await expect.poll(() => state(page, id), `after ${name}`).toBe(next)
}

test('returned, dispatched anew, extension refused, reworked, called back, worked again', async ({ people }) => {
  const chief = await people.enter(hub(), 'chief', 'desk')
  const wrong = await people.enter(hub(), 'gas', 'phone')
  const right = await people.enter(hub(), 'paishui', 'phone')

  const { id, code } = await report(chief, {
    text: '文汇路口雨水井盖松动，夜里车一过就响',
    ...PLACE,
    reporter: { name: '陈先生', phone: PHONE },
  })
  const openAt = (page: Page, where: 'duty' | 'department'): Promise<unknown> =>
    page.goto(`${hub().url}/${where}/${encodeURIComponent(id)}`)

  await test.step('filed, and sent to the wrong department', async () => {
    await openAt(chief, 'duty')
    await done(chief, id, 'file', 'pendingDispatch')
    await done(chief, id, 'dispatch', 'pendingHandle', async () => {
      await actsOf(chief).locator('form').getByLabel(phrase('field.lead'), { exact: true }).selectOption('gas')
    })
  })

  await test.step('which returns it and says whose it is', async () => {
    // Sent back, the case is no longer this department's: asking for it once more is refused.
    people.expectError(/status of 403 .*\/api\/incidents\//)
    await openAt(wrong, 'department')
    await done(wrong, id, 'return', 'pendingDispatch', async () => {
      await type(wrong, 'return', 'reason', '井盖属排水设施，非燃气')
      await actsOf(wrong).locator('form').getByLabel(phrase('field.proposed'), { exact: true }).selectOption('paishui')
    }).catch(async (error: unknown) => {
      // Sent back, the case is out of this department's sight: the hub says so instead of showing it.
      const { status } = await wrong.request.get(hub().url + paths.incident(id)).then((r) => ({ status: r.status() }))
      if (status !== 403) throw error
    })
    await expect.poll(() => state(chief, id)).toBe('pendingDispatch')
  })

  await test.step('the desk sees the return and its reason at once, and dispatches anew', async () => {
    await expect(chief.getByRole('main')).toContainText('井盖属排水设施，非燃气')
    await done(chief, id, 'dispatch', 'pendingHandle', async () => {
      await actsOf(chief).locator('form').getByLabel(phrase('field.lead'), { exact: true }).selectOption('paishui')
    })
  })

  await test.step('the right department accepts, calls the citizen, and asks for more time', async () => {
    await openAt(right, 'department')
    await done(right, id, 'accept', 'handling')
    const before = await whole(right, id)
    expect(JSON.stringify(before)).not.toContain(PHONE)
    await done(right, id, 'contact', 'handling', async () => {
      await answer(right, 'reached', true)
      await type(right, 'contact', 'note', '已告知当晚到场')
    })
    await expect.poll(async () => (await whole(chief, id)).row.contact).toBe('reached')
    await done(right, id, 'requestExtension', 'handling', () =>
      type(right, 'requestExtension', 'reason', '配件次日到货'),
    )
  })

  await test.step('which the desk refuses, with a reason the department reads', async () => {
    await done(chief, id, 'decideExtension', 'handling', async () => {
      await answer(chief, 'granted', false)
      await type(chief, 'decideExtension', 'reason', '主干道隐患，请先行更换')
    })
    await expect(right.getByRole('main')).toContainText('主干道隐患，请先行更换')
    await expect(offer(right, 'requestExtension')).toBeVisible()
  })

  await test.step('a photo from another place and day is doubted before it is sent, and marked where it is judged', async () => {
    const submit = await form(right, 'submit')
    await type(right, 'submit', 'note', '井盖已更换，胶圈到位')
    const photo = jpegAt(119.9, 32.9, '2026:01:05 08:00:00')
    await submit
      .getByLabel(phrase('photo.add'))
      .setInputFiles({ name: 'old.jpg', mimeType: 'image/jpeg', buffer: await drawn(right, photo) })
    await expect(submit).toContainText(/拍摄地点距案卷 \d/)
    await expect(submit).toContainText(/拍摄于 1月5日 08:00/)
    await press(right, 'submit')
    await expect.poll(() => state(right, id)).toBe('pendingConfirm')
    expect((await whole(chief, id)).photos).toMatchObject([{ doubts: ['far', 'old'] }])
    await expect(chief.getByText(phrase('photo.doubtful')).first()).toBeVisible()
    await done(right, id, 'confirm', 'pendingCheck')
  })

  await test.step('the check fails: rework, all history kept', async () => {
    await done(chief, id, 'check', 'pendingHandle', async () => {
      await answer(chief, 'passed', false)
      await type(chief, 'check', 'note', '照片不是现场，复核仍松动')
    })
    expect((await whole(chief, id)).row.reworks).toBe(1)
    await expect(right.getByRole('main')).toContainText('照片不是现场，复核仍松动')
  })

  const work = async (seed: number): Promise<void> => {
    await done(right, id, 'accept', 'handling')
    await done(right, id, 'submit', 'pendingConfirm', async () => {
      await type(right, 'submit', 'note', '已重新更换并试压')
      await addPhoto(right, seed)
    })
    await done(right, id, 'confirm', 'pendingCheck')
    await done(chief, id, 'check', 'pendingClose', async () => {
      await answer(chief, 'passed', true)
      await addPhoto(chief, seed + 1)
    })
    await form(chief, 'close')
    await actsOf(chief)
      .getByRole('checkbox', { name: phrase('field.conditionMet') })
      .check()
    await press(chief, 'close')
    await actsOf(chief)
      .getByRole('button', { name: phrase('again', { act: act('close') }) })
      .click()
    await expect.poll(() => state(chief, id)).toBe('closed')
  }
  await test.step('worked again and closed', () => work(31))

  await test.step('the caller is not content: the case goes back to the department by itself', async () => {
    await done(chief, id, 'callBack', 'pendingHandle', async () => {
      await answer(chief, 'reached', true)
      await rate(chief, 'dissatisfied')
      await answer(chief, 'solved', false)
      await type(chief, 'callBack', 'note', '夜里还是响，没解决')
    })
    const { row } = await whole(chief, id)
    expect(row).toMatchObject({ reopenings: 1, lead: 'paishui' })
    await right.goto(`${hub().url}/department`)
    await expect(right.getByRole('link').filter({ hasText: code }).first()).toBeVisible()
    await openAt(right, 'department')
    await expect(right.getByRole('main')).toContainText('夜里还是响，没解决')
  })

  await test.step('worked once more, called back, content', async () => {
    await work(41)
    await done(chief, id, 'callBack', 'closed', async () => {
      await answer(chief, 'reached', true)
      await rate(chief, 'verySatisfied')
      await answer(chief, 'solved', true)
    })
    await expect.poll(async () => (await whole(chief, id)).row.rating).toBe('verySatisfied')
  })

  await test.step('the log tells all of it', async () => {
    const { events } = await whole(chief, id)
    // What the city reports near by meanwhile is nobody's act.
    expect(events.map((e) => e.type).filter((t) => t !== 'clocked' && t !== 'reportLinked')).toEqual([
      ...['opened', 'filed', 'dispatched', 'returned', 'dispatched', 'accepted', 'contacted', 'extensionRequested'],
      ...['extensionDecided', 'submitted', 'confirmed', 'checked', 'reworked', 'accepted', 'submitted', 'confirmed'],
      ...['checked', 'closed', 'calledBack', 'reopened', 'accepted', 'submitted', 'confirmed', 'checked', 'closed'],
      'calledBack',
    ])
  })
})

const rate = (page: Page, rating: NonNullable<IncidentRow['rating']>): Promise<void> =>
  actsOf(page).locator('form').getByRole('radio', { name: RATING_WORDS[rating].zh, exact: true }).check()

/** EXIF of a photo taken there and then, to be put before real pixels. */
const jpegAt = (lng: number, lat: number, when: string): Buffer => exifOf(jpeg({ lng, lat, when }))
function exifOf(bytes: Buffer): Buffer {
  const at = bytes.indexOf(Buffer.from([0xff, 0xe1]))
  return bytes.subarray(at, at + 2 + bytes.readUInt16BE(at + 2))
}
/** A JPEG that a browser can draw, with a camera's words in it. */
async function drawn(page: Page, exif: Buffer): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 })
    canvas.getContext('2d')?.fillRect(8, 8, 40, 20)
    const blob = await new Promise<Blob | null>((ready) => canvas.toBlob(ready, 'image/jpeg'))
    return btoa(String.fromCharCode(...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))))
  })
  const bytes = Buffer.from(base64, 'base64')
  return Buffer.concat([bytes.subarray(0, 2), exif, bytes.subarray(2)])
}
