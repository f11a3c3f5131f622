// @vitest-environment happy-dom
// A call taken from the first words to the code read to the caller: suggestions, keys, faults, drafts that stay.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Value } from 'typebox/value'
import { ActCommandSchema, DeskReportSchema } from '../../../src/wire/acts.ts'
import { IntakeQuestionSchema, type IntakeSuggestion } from '../../../src/wire/intake.ts'
import IntakeForm from '../../../src/web/intake/IntakeForm.vue'
import { useIntakeDrafts } from '../../../src/web/intake/drafts.ts'
import { useSession } from '../../../src/web/stores/session.ts'
import { row } from '../../support/cases.ts'
import { axeFindings, openPage } from '../support/page.ts'

const ASK = 'POST /api/intake/suggest'
const TAKE = 'POST /api/incidents'
const NEW = 'YZ-20261121-000009'
const FILE = `POST /api/incidents/${NEW}/acts`
const text = (zh: string) => ({ zh, en: zh })
const SUGGESTION: IntakeSuggestion = {
  matters: [
    {
      matter: 'M006',
      condition: 'ponding',
      name: text('道路积水'),
      confidence: 0.82,
      via: 'both',
      why: text('文字提到「积水」'),
    },
  ],
  places: [
    {
      name: text('文昌中路'),
      lng: 119.43,
      lat: 32.39,
      area: '321002',
      areaName: text('广陵区'),
      precise: false,
      why: text('提到「文昌中路」'),
    },
  ],
  departments: [],
  alike: [],
  learnedFrom: 37,
}
const taken = () => ({ status: 201, body: { ...row(NEW), code: NEW, version: 1 } })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  sessionStorage.clear()
  answer(ASK, () => ({ body: SUGGESTION }))
})
afterEach(() => {
  vi.useRealTimers()
})

type Page = Awaited<ReturnType<typeof openPage>>
const open = (): Promise<Page> => openPage(IntakeForm, { user: { id: 'shou', role: 'acceptor' } })
async function pause(page: Page): Promise<void> {
  await vi.advanceTimersByTimeAsync(300)
  await page.settle()
}
async function key(page: Page, init: KeyboardEventInit): Promise<void> {
  document.querySelector('textarea')?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }))
  await page.settle()
}
const altOne = { altKey: true, code: 'Digit1', key: '1' }
const ctrlEnter = { ctrlKey: true, code: 'Enter', key: 'Enter' }

describe('taking a call', () => {
  it('asks after a pause, once, and never with who reported', async () => {
    const page = await open()
    await page.type('来电内容', '文昌中路积')
    await page.type('来电内容', '文昌中路积水')
    await page.type(/^来电人/, '张先生')
    expect(askedOf(ASK)).toEqual([])
    await pause(page)
    const bodies = askedOf(ASK).map(({ body }) => body)
    expect(bodies).toEqual([{ text: '文昌中路积水' }])
    expect(Value.Check(IntakeQuestionSchema, bodies[0])).toBe(true)
    expect(page.text()).toContain('约 82')
    expect(page.text()).toContain('文字提到「积水」')
    expect(page.text()).toContain('37 条立案')
  })

  it('drops an answer that comes after the words have changed', async () => {
    let first: ((value: { body: unknown }) => void) | undefined
    answer(ASK, ({ body }) =>
      (body as { text: string }).text === '积水'
        ? new Promise((done) => (first = done))
        : { body: { ...SUGGESTION, matters: [] } },
    )
    const page = await open()
    await page.type('来电内容', '积水')
    await pause(page)
    await page.type('来电内容', '路灯不亮')
    await pause(page)
    first?.({ body: SUGGESTION })
    await page.settle()
    expect(page.text()).not.toContain('约 82')
  })

  it('takes nothing by itself; by keys the place, the matter, and both acts in one press', async () => {
    answer(TAKE, taken)
    answer(FILE, () => ({ body: row(NEW) }))
    const page = await open()
    await page.type('来电内容', '文昌中路积水')
    await pause(page)
    const intake = useIntakeDrafts()
    expect(intake.draft.matter).toBeUndefined()
    await key(page, altOne)
    expect(intake.draft).toMatchObject({ matter: 'M006', condition: 'ponding' })
    document.querySelector('.group')?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
    await key(page, altOne)
    expect(intake.draft).toMatchObject({ lng: 119.43, lat: 32.39 })
    await key(page, ctrlEnter)
    const report = askedOf(TAKE)[0]?.body
    expect(Value.Check(DeskReportSchema, report)).toBe(true)
    expect(report).toMatchObject({ source: 'hotline', matter: 'M006', lng: 119.43 })
    const act = askedOf(FILE)[0]?.body
    expect(Value.Check(ActCommandSchema, act)).toBe(true)
    expect(act).toMatchObject({ version: 1, input: { act: 'file', matter: 'M006', condition: 'ponding' } })
    expect(document.querySelector<HTMLInputElement>('.sent input')?.value).toBe(NEW)
    expect(page.text()).toContain('已受理并立案')
    expect(intake.draft.text).toBe('')
    expect(sessionStorage.length).toBe(0)
  })

  it('says what is missing, and sends nothing', async () => {
    const page = await open()
    await key(page, ctrlEnter)
    expect(page.text()).toContain('请写明情况')
    expect(page.text()).toContain('还缺位置')
    expect(askedOf(TAKE)).toEqual([])
  })

  it('keeps ten thousand characters, says how many are too many, and takes emoji and tags as text', async () => {
    const page = await open()
    const long = '<script>alert(1)</script>😀'.padEnd(10_000, '水')
    await page.type('来电内容', long)
    expect(useIntakeDrafts().draft.text).toBe(long)
    expect(document.querySelector('textarea')?.value).toBe(long)
    expect(page.text()).toContain('最多 4000 字')
    await pause(page)
    expect((askedOf(ASK)[0]?.body as { text: string }).text.length).toBe(4000)
    useIntakeDrafts().set({ lng: 119.4, lat: 32.4 })
    await key(page, ctrlEnter)
    expect(askedOf(TAKE)).toEqual([])
  })

  it('loses nothing when sending fails, and sends the same key again', async () => {
    let tries = 0
    answer(TAKE, () => (++tries === 1 ? problem(503) : taken()))
    const page = await open()
    await page.type('来电内容', '路口积水')
    useIntakeDrafts().set({ lng: 119.433_333_333, lat: 32.4 })
    await key(page, ctrlEnter)
    expect(page.text()).toContain('urn:uuid:quote-me')
    expect(useIntakeDrafts().draft.text).toBe('路口积水')
    await key(page, ctrlEnter)
    const bodies = askedOf(TAKE).map(({ body }) => body as { key: string; lng: number })
    expect(bodies.map((one) => one.key)).toEqual([bodies[0]?.key, bodies[0]?.key])
    expect(bodies[0]?.lng).toBe(119.433333)
  })

  it('says when the report stands and the filing did not', async () => {
    answer(TAKE, taken)
    answer(FILE, () => problem(409))
    const page = await open()
    await page.type('来电内容', '路口积水')
    useIntakeDrafts().set({ lng: 119.4, lat: 32.4, matter: 'M006', condition: 'ponding' })
    await key(page, ctrlEnter)
    expect(page.text()).toContain('案卷已登记，但后一步没有办成')
    expect(document.querySelector<HTMLInputElement>('.sent input')?.value).toBe(NEW)
  })

  it('joins a case near by', async () => {
    const other = row('YZ-20261121-000001')
    answer(ASK, () => ({
      body: {
        ...SUGGESTION,
        alike: [{ row: other, score: 0.9, distanceM: 12, apartMs: 1000, sameMatter: true, words: 0.5 }],
      },
    }))
    answer(TAKE, taken)
    answer(FILE, () => ({ body: row(NEW) }))
    const page = await open()
    await page.type('来电内容', '路口积水')
    await pause(page)
    document.querySelector<HTMLButtonElement>('.alike li .button')?.click()
    await page.settle()
    expect(page.text()).toContain('将作为')
    await key(page, ctrlEnter)
    expect(askedOf(FILE)[0]?.body).toMatchObject({ input: { act: 'merge', into: other.id } })
  })

  it('keeps the drafts over a reload, each for its own account, and none after sign-out', async () => {
    const page = await open()
    await page.type('来电内容', '第一个来电')
    await key(page, { altKey: true, code: 'KeyN', key: 'n' })
    await page.type('来电内容', '第二个来电')
    await page.settle()
    expect(localStorage.getItem('yiwang.intake.shou')).toBeNull()
    page.wrapper.unmount()
    await open()
    const intake = useIntakeDrafts()
    expect(intake.drafts.map((one) => one.text)).toEqual(['第一个来电', '第二个来电'])
    expect(intake.draft.text).toBe('第二个来电')
    answer('DELETE /api/session', () => ({ status: 204, body: undefined }))
    await useSession().leave()
    expect(sessionStorage.length).toBe(0)
    expect(useIntakeDrafts().drafts.map((one) => one.text)).toEqual([''])
  })

  it('axe finds nothing', async () => {
    const page = await open()
    await page.type('来电内容', '文昌中路积水')
    await pause(page)
    vi.useRealTimers()
    expect(await axeFindings()).toEqual([])
  })
})
