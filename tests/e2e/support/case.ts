// One case as every screen shows it: its form of acts, photos, state. Located by roles and labels, in the words of the interface.
import { deflateSync, crc32 } from 'node:zlib'
import type { Locator, Page } from '@playwright/test'
import type { Act } from '../../../src/core/incident/inputs.ts'
import type { IncidentState } from '../../../src/core/incident/types.ts'
import type { ActCommand, DeskReport } from '../../../src/wire/acts.ts'
import { paths, type IncidentDetail, type Problem } from '../../../src/wire/api.ts'
import type { IncidentRow } from '../../../src/wire/views.ts'
import { ACT_WORDS, STATE_WORDS } from '../../../src/wire/words.ts'
import { phrases } from '../../../src/web/i18n/incident.zh.ts'
import { expect } from './people.ts'

type Filled = Readonly<Record<string, string | number>>
/** A phrase of one part of the interface by its path, with its places filled. */
export function wordsOf(phrases: object, path: string, values: Filled = {}): string {
  let at: unknown = phrases
  for (const name of path.split('.')) at = (at as Record<string, unknown>)[name]
  if (typeof at !== 'string') throw new Error(`no phrase ${path}`)
  return at.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
export const phrase = (path: string, values?: Filled): string => wordsOf(phrases, path, values)

export const act = (name: Act): string => ACT_WORDS[name].zh
export const state = (name: IncidentState): string => STATE_WORDS[name].zh

/** What may be done with the case that is open on the page. */
export const actsOf = (page: Page): Locator => page.getByRole('region', { name: phrase('acts') })
/** Buttons that open the form of an act: none for acts this person may not do now. */
export const offer = (page: Page, name: Act): Locator =>
  actsOf(page)
    .getByRole('button', { name: act(name), exact: true })
    .and(page.locator('[aria-expanded]'))

/** Opens the form of an act unless it stands open already, as the only way on. */
export async function form(page: Page, name: Act): Promise<Locator> {
  const button = offer(page, name)
  await expect(button).toBeVisible()
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click()
  await expect(button).toHaveAttribute('aria-expanded', 'true')
  return actsOf(page).locator('form')
}

export async function press(page: Page, name: Act): Promise<void> {
  await actsOf(page)
    .locator('form')
    .getByRole('button', { name: act(name), exact: true })
    .click()
}

/** Adds a photo to the open form and waits until the hub has it. */
export async function addPhoto(page: Page, seed: number): Promise<void> {
  const photos = page.getByRole('group', { name: phrase('field.photos') })
  await photos
    .getByLabel(phrase('photo.add'))
    .setInputFiles({ name: `site-${seed}.png`, mimeType: 'image/png', buffer: picture(seed) })
  await expect(
    photos.locator('[data-state="sent"]').getByRole('img', { name: phrase('photo.of', { n: 1 }) }),
  ).toBeVisible()
}

/** A picture no other seed makes: the hub keeps equal photos once. */
export function picture(seed: number): Buffer {
  const [width, height] = [320, 240]
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0, at = 0; y < height; y++) {
    rows[at++] = 0
    for (let x = 0; x < width; x++) for (const c of [x + seed * 40, y, x ^ y]) rows[at++] = c & 255
  }
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body) >>> 0)
    return Buffer.concat([length, body, check])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The case as the hub has it, asked with the session of the page. */
export async function whole(page: Page, id: string): Promise<IncidentDetail> {
  const response = await page.request.get(new URL(paths.incident(id), page.url()).href)
  expect(response.status(), `reading ${id}`).toBe(200)
  return (await response.json()) as IncidentDetail
}

export async function cases(page: Page): Promise<IncidentRow[]> {
  const response = await page.request.get(new URL(paths.snapshot('incidents'), page.url()).href)
  expect(response.status(), 'reading the cases').toBe(200)
  return ((await response.json()) as { rows: IncidentRow[] }).rows
}

/** What one program of that person could send past the screens, with the session of the page. */
const send = (page: Page, path: string, data: object) =>
  page.request.post(new URL(path, page.url()).href, { headers: { 'x-yiwang': '1' }, data })
async function taken(page: Page, path: string, data: object): Promise<IncidentRow> {
  const response = await send(page, path, { key: crypto.randomUUID(), ...data })
  expect(response.ok(), await response.text()).toBe(true)
  return (await response.json()) as IncidentRow
}

/** A lid that rattles: a matter that the drainage department answers for. */
export const LID = { matter: '01003', condition: 'rattle' } as const
type Given = Omit<DeskReport, 'key' | 'matter' | 'condition'>
/** What somebody told the desk about such a lid: it comes from outside, so no screen takes part. */
export const report = (page: Page, given: Given): Promise<IncidentRow> =>
  taken(page, paths.incidents, { ...given, ...LID })
/** An act that is not what the test is about. */
export const doAct = (
  page: Page,
  { id, version }: Pick<IncidentRow, 'id' | 'version'>,
  input: ActCommand['input'],
): Promise<IncidentRow> => taken(page, paths.incidentActs(id), { version, input })

/** Sends an act past the screens; answers why the hub refuses it. */
export async function refusalOf(page: Page, id: string, version: number, input: object): Promise<string> {
  const response = await send(page, paths.incidentActs(id), { key: crypto.randomUUID(), version, input })
  expect(response.ok(), 'the act was done').toBe(false)
  return ((await response.json()) as Problem).detailText.zh
}
