// @vitest-environment happy-dom
// The handover page: red items are opened before anybody signs, signed ones are locked, and what is typed outlives a refusal.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Handover, HandoverAct, HandoverItem } from '../../../../src/wire/shifts.ts'
import HandoverView from '../../../../src/web/features/handover/HandoverView.vue'
import { emergency } from '../../../fixtures/emergencies.ts'
import { detail, HOUR, row, T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

const CASE = 'YZ-20261121-000001'
const RED: HandoverItem = {
  id: 'red-1',
  section: 'red',
  text: { zh: '文昌中路积水，已超期', en: 'Ponding, overdue' },
  level: 1,
  subject: { kind: 'incident', id: CASE },
  mustOpen: true,
}
const NOTE: HandoverItem = {
  ...RED,
  id: 'feed-1',
  section: 'feeds',
  text: { zh: '雨量站中断', en: 'Rain gauge silent' },
  mustOpen: false,
}
const draft = (change: Partial<Handover> = {}): Handover => ({
  id: '2026-11-21-day',
  date: '2026-11-21',
  shift: 'day',
  asOf: T0,
  state: 'draft',
  version: 3,
  items: [RED, NOTE],
  figures: [{ id: 'opened', name: { zh: '新增案卷', en: 'Opened' }, value: 7, unit: { zh: '件', en: 'cases' } }],
  note: '',
  ...change,
})
const offered = draft({
  id: '2026-11-20-night',
  date: '2026-11-20',
  shift: 'night',
  state: 'offered',
  outgoing: { account: 'u2', name: '赵敏', at: T0 - HOUR },
})
const signed = draft({
  ...offered,
  state: 'signed',
  version: 5,
  items: [{ ...RED, openedAt: T0 }, NOTE],
  incoming: { account: 'u1', name: '陈立', at: T0 },
  seal: 'a'.repeat(64),
})

/** The hub's side: what stands there now, and what an act makes of it. */
let there: Handover
let refuse: ((act: HandoverAct) => boolean) | undefined
const acts = (): HandoverAct[] => askedOf(`POST /api/handovers/${there.id}`).map(({ body }) => body as HandoverAct)
beforeEach(() => {
  refuse = undefined
  answer('GET /api/handovers', () => ({ body: [] }))
  answer(`GET /api/incidents/${CASE}`, () => ({ body: detail() }))
})
async function open(handover: Handover, user = {}): Promise<Page> {
  there = handover
  const running = handover.state === 'draft' ? handover : draft()
  answer('POST /api/handovers/draft', () => ({
    body: { running, ...(handover.state !== 'draft' && { previous: handover }) },
  }))
  answer(`GET /api/handovers/${handover.id}`, () => ({ body: there }))
  answer(`POST /api/handovers/${handover.id}`, ({ body }) => {
    const act = body as HandoverAct
    if (refuse?.(act) === true) return problem(409)
    if (act.act === 'open')
      there = {
        ...there,
        items: there.items.map((item) =>
          item.id === act.item ? { ...item, openedBy: [{ account: 'u1', name: '陈立', at: T0 }] } : item,
        ),
      }
    if (act.act === 'sign') there = signed
    if (act.act === 'write')
      there = {
        ...there,
        version: there.version + 1,
        ...(act.note !== undefined && { note: act.note }),
        items: there.items.map((item) => ({
          ...item,
          ...(act.remarks?.[item.id] && { remark: act.remarks[item.id] }),
        })),
      }
    if (act.act === 'offer') there = { ...there, state: 'offered', outgoing: { account: 'u1', name: '陈立', at: T0 } }
    return { body: there }
  })
  return openPage(HandoverView, {
    route: '/handover/:id?',
    path: '/handover',
    user: { role: 'dispatcher', ...user },
    rows: [row(CASE)],
  })
}

describe('taking over', () => {
  it('signs only once every red item has really been on the screen', async () => {
    const page = await open(offered)
    await page.type(/^本人密码/, 'secret-1')
    expect(page.text()).toContain('还有 1 项红色事项未打开')
    expect(page.button('签字接班').disabled).toBe(true)

    await page.press('文昌中路积水，已超期')
    expect(acts()).toEqual([{ act: 'open', item: 'red-1' }])
    expect(page.text()).toContain('红色事项已全部打开')
    await page.press('看完，返回')

    await page.type(/^本人密码/, 'secret-1')
    await page.press('签字接班')
    expect(acts().at(-1)).toEqual({ act: 'sign', version: 3, password: 'secret-1' })
    expect(page.text()).toContain('已交接，锁定')
  })

  it('does not count as opened what could not be shown', async () => {
    answer(`GET /api/incidents/${CASE}`, () => problem(503))
    const page = await open(offered)
    await page.press('文昌中路积水，已超期')
    expect(acts()).toEqual([])
    expect(page.text()).toContain('还有 1 项红色事项未打开')
  })

  it('opens an emergency that runs with who commands, who is missing and what is open; unread it holds the signature back', async () => {
    const EMERGENCY = 'GET /api/emergencies/em-1'
    const red: HandoverItem = {
      ...RED,
      text: { zh: 'Ⅰ级应急响应', en: 'Emergency, level I' },
      subject: { kind: 'emergency', id: 'em-1' },
    }
    answer(EMERGENCY, () => problem(503))
    const page = await open({ ...offered, items: [red] })
    await page.press('Ⅰ级应急响应')
    expect(acts()).toEqual([])
    expect(page.text()).toContain('还有 1 项红色事项未打开')

    answer(EMERGENCY, () => ({ body: { emergency: emergency(T0), log: [], reports: [], tightened: [] } }))
    await page.press('重试')
    expect(acts()).toEqual([{ act: 'open', item: 'red-1' }])
    const read = page.text()
    expect(read).toContain('指挥值班长')
    expect(read).toContain('牵头shuili 0514-0000 0001')
    expect(read).toMatch(/点名 7\/12weijian未就位0514-0000 0008急救车 2 辆在途.*gas逾时未答.*chengguan逾时未答未签收/)
    expect(read).not.toMatch(/paishui就位/)
    // The one that is late comes first, those done are left out.
    expect(read).toMatch(/处置步骤 3\/10.*封闭下穿通道，疏导车流jiaojing超 09:00.*移动泵车到场强排/)
    expect(read).not.toContain('电话报告市委')
    expect(read).toMatch(/信息报送首报 剩 06:00/)
    expect(page.link('到应急页面办理').getAttribute('href')).toBe('/emergency/em-1')
    expect(await axeFindings('[role="dialog"]')).toEqual([])
  })

  it('is not for whoever has signed it over', async () => {
    const page = await open({ ...offered, outgoing: { account: 'u1', name: '陈立', at: T0 } })
    expect(page.buttons()).not.toContain('签字接班')
    expect(page.buttons()).toContain('收回签字并重新汇总')
  })
})

describe('a signed one', () => {
  it('is locked: nothing to write, to remark or to sign; both names and the seal to be read', async () => {
    const page = await open(signed)
    expect(page.text()).toContain('赵敏')
    expect(page.text()).toContain(`封签 SHA-256 ${'a'.repeat(64)}`)
    expect(page.buttons().filter((name) => /签字|备注|重新汇总|保存/.test(name))).toEqual([])
    expect(document.querySelector('.paper textarea, .paper input')).toBeNull()
  })
})

describe('handing over', () => {
  it('keeps the note before it is signed', async () => {
    const page = await open(draft())
    await page.type(/^交班备注/, '南门泵站明早复查')
    await page.type(/^本人密码/, 'secret-1')
    await page.press('签字交班')
    expect(acts()).toEqual([
      { act: 'write', version: 3, note: '南门泵站明早复查' },
      { act: 'offer', version: 4, password: 'secret-1' },
    ])
    expect(page.text()).toContain('待接班')
  })

  it('leaves a remark in its field when the hub has not taken it', async () => {
    const page = await open(draft())
    await page.press(/^备注文昌中路/)
    const field = (): HTMLInputElement | null => document.querySelector('.remark input')
    field()!.value = '已电话催办'
    field()!.dispatchEvent(new Event('input'))
    const save = async (): Promise<void> => {
      document.querySelector<HTMLFormElement>('form.remark')?.requestSubmit()
      await page.settle()
    }
    refuse = ({ act }) => act === 'write'
    await save()
    expect(field()?.value).toBe('已电话催办')
    expect(page.text()).toContain('办不了')

    refuse = undefined
    await save()
    expect(field()).toBeNull()
    expect(acts().at(-1)).toEqual({ act: 'write', version: 3, remarks: { 'red-1': '已电话催办' } })
    expect(page.text()).toContain('备注：已电话催办')
  })
})

it('is readable for those who only look it up, and axe finds nothing', async () => {
  const page = await open(offered)
  expect(await axeFindings()).toEqual([])
  expect(page.text()).toContain('新增案卷')
})
