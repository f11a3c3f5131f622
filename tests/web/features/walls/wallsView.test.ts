// @vitest-environment happy-dom
// The page of walls: what each shows and how it runs, letting one in and out, orders and pushes; and the button that pushes elsewhere.
import { answer, asked, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { BoardRow } from '../../../../src/wire/boards.ts'
import type { WallRow } from '../../../../src/wire/walls.ts'
import WallsView from '../../../../src/web/features/walls/WallsView.vue'
import PushToWall from '../../../../src/web/wall/PushToWall.vue'
import { toasts } from '../../../../src/web/ui/toast.ts'
import { T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

const BOARD = (id: string, zh: string, order: number): BoardRow => ({
  ...{ id, order, version: 0, own: true },
  board: {
    ...{ id, name: { zh, en: id }, topic: { groups: [], matters: [], warnings: [] } },
    grids: { single: { columns: [1], rows: [1], areas: [['day']] } },
    panels: [{ kind: 'day', region: 'day' }],
  },
})
const wall = (id: string, name: string, over: Partial<WallRow> = {}): WallRow => ({
  ...{ id, name, paired: true, pairedAt: T0 - 1e6, version: 1, heardAt: T0 - 2000 },
  orders: { boards: [], everyMs: 60_000, visit: false },
  says: {
    showing: { type: 'board', id: 'flood', since: T0 - 90_000, why: 'unacknowledged' },
    ...{ widthPx: 3840, heightPx: 2160, frameMs: 16.7, heapBytes: 210 * 1024 * 1024, link: 'up' },
    ...{ loadedAt: T0 - 3_600_000, reloads: 3, lastReload: 'memory', version: '1.7.0' },
  },
  ...over,
})
let walls: WallRow[] = []
const open = (role: 'dutyChief' | 'dispatcher' = 'dutyChief'): Promise<Page> =>
  openPage(WallsView, {
    user: { role },
    side: { walls, boards: [BOARD('overview', '总览', 0), BOARD('flood', '防汛排涝', 1)] },
  })
beforeEach(() => {
  toasts.value = []
  walls = [wall('wall-a', '左屏'), wall('wall-b', '右屏', { heardAt: T0 - 120_000 })]
})

describe('walls', () => {
  it('say what they show, why, since when, and how they run', async () => {
    const page = await open()
    for (const words of [
      '左屏',
      '防汛排涝',
      '重大案卷未签收',
      '16.7',
      '210',
      '3840 × 2160',
      '1.7.0',
      '运行中',
      'memory',
    ])
      expect(page.text(), words).toContain(words)
    expect(page.text()).toContain('无响应')
    expect(page.text()).toContain('轮播全部看板')
    expect(await axeFindings()).toEqual([])
  })

  it('are let in by the code they show', async () => {
    answer('POST /api/walls', ({ body }) =>
      (body as { code: string }).code === 'WRONG1' ? problem(400) : { status: 201, body: wall('wall-c', '大厅') },
    )
    const page = await open()
    await page.type('配对码', 'WRONG1')
    await page.type('名称', '大厅')
    await page.press('批准')
    expect(page.text()).toContain('urn:uuid:quote-me')
    await page.type('配对码', ' ace 349 ')
    await page.press('批准')
    expect(askedOf('POST /api/walls')[1]?.body).toEqual({ code: 'ace 349', name: '大厅' })
    expect(page.field('配对码').value).toBe('')
    expect(page.text()).toContain('wall-c')
  })

  it('are sent away after asking, by the duty chief only', async () => {
    walls = [wall('wall-a', '左屏')]
    answer('POST /api/walls/wall-a/revoke', () => ({ body: wall('wall-a', '左屏', { revokedAt: T0, version: 2 }) }))
    const page = await open()
    await page.press('停用')
    expect(askedOf('POST /api/walls/wall-a/revoke')).toEqual([])
    const [, inDialog] = [...document.querySelectorAll('button')].filter((b) => b.textContent.trim() === '停用')
    inDialog?.click()
    await page.settle()
    expect(askedOf('POST /api/walls/wall-a/revoke')).toHaveLength(1)
    expect(page.text()).toContain('已停用')
  })

  it('offer a dispatcher pushes and pins, but neither pairing nor sending away', async () => {
    walls = [wall('wall-a', '左屏')]
    const page = await open('dispatcher')
    expect(page.buttons()).not.toContain('批准')
    expect(page.buttons()).not.toContain('停用')
    expect(page.buttons()).toContain('换下一块')
  })

  it('are told to turn, to begin a visit, to pin; and what was pushed is taken back', async () => {
    const push = { show: { type: 'board', board: 'overview' }, at: T0, by: 'dispatcher', untilAt: T0 + 60_000 } as const
    walls = [wall('wall-a', '左屏', { orders: { boards: ['flood'], everyMs: 30_000, visit: false, push } })]
    answer('PATCH /api/walls/wall-a', () => ({ body: walls[0] }))
    answer('POST /api/walls/push', () => ({ body: [wall('wall-a', '左屏', { version: 2 })] }))
    const page = await open()
    expect(page.text()).toContain('派遣员推送：总览')
    await page.press('换下一块')
    await page.press('开启参观模式')
    await page.type('固定看板', 'flood')
    expect(askedOf('PATCH /api/walls/wall-a').map((a) => a.body)).toEqual([
      { skip: true },
      { visit: true },
      { pinned: 'flood' },
    ])
    await page.press('撤回推送')
    expect(askedOf('POST /api/walls/push')[0]?.body).toEqual({ walls: ['wall-a'], show: null })
    expect(page.buttons()).not.toContain('撤回推送')
  })

  it('are set up: boards in order, pace, whom they follow; a number that is none is said beside it', async () => {
    walls = [wall('wall-a', '左屏'), wall('wall-b', '右屏')]
    answer('PATCH /api/walls/wall-a', () => ({ body: wall('wall-a', '主屏', { version: 2 }) }))
    const page = await open()
    const [, edit] = [...document.querySelectorAll('button')].filter((b) => b.textContent.trim() === '设置')
    edit?.click()
    await page.settle()
    expect(await axeFindings('[role=dialog]')).toEqual([])
    await page.type('每块停留（秒）', 'soon')
    await page.press('保存')
    expect(page.text()).toContain('请填写合理的数')
    expect(asked.filter((a) => a.method === 'PATCH')).toEqual([])
    await page.type('每块停留（秒）', '20')
    page.field('防汛排涝').click()
    await page.settle()
    page.field('总览').click()
    await page.settle()
    await page.press('总览 提前')
    await page.type('跟随', 'wall-b')
    await page.press('保存')
    expect(askedOf('PATCH /api/walls/wall-a')[0]?.body).toMatchObject({
      ...{ boards: ['overview', 'flood'], everyMs: 20_000, follows: 'wall-b', region: null },
    })
  })

  it('say how to begin where there is none', async () => {
    walls = []
    const page = await open()
    expect(page.text()).toContain('/wall/pair')
  })
})

describe('put on walls from another page', () => {
  const openButton = (role: 'dispatcher' | 'acceptor'): Promise<Page> =>
    openPage(PushToWall, {
      props: { show: { type: 'board', board: 'flood' } },
      user: { role },
      side: { walls, boards: [BOARD('flood', '防汛排涝', 0)] },
    })
  const dialog = async (page: Page): Promise<void> => {
    await page.press('推送上屏')
    // The dialog comes as a chunk of its own.
    for (let i = 0; i < 50 && document.querySelector('[role=dialog]') === null; i++) {
      await new Promise((wake) => setTimeout(wake, 20))
      await page.settle()
    }
  }

  it('is offered to those who may', async () => {
    expect((await openButton('acceptor')).buttons()).toEqual([])
  })

  it('onto the walls that work, for a quarter of an hour unless somebody says otherwise', async () => {
    answer('POST /api/walls/push', () => ({ body: [walls[0]] }))
    const page = await openButton('dispatcher')
    await dialog(page)
    expect(page.text()).toContain('正在显示：防汛排涝')
    expect(await axeFindings('[role=dialog]')).toEqual([])
    await page.press('推送到 1 块大屏')
    expect(askedOf('POST /api/walls/push')[0]?.body).toEqual({
      ...{ walls: ['wall-a'], show: { type: 'board', board: 'flood' }, forMs: 900_000 },
    })
    expect(toasts.value[0]?.text).toBe('已推送到 1 块大屏')
  })

  it('says beside the choice why it could not be', async () => {
    answer('POST /api/walls/push', () => problem(400))
    const page = await openButton('dispatcher')
    await dialog(page)
    await page.press('推送到 1 块大屏')
    expect(page.text()).toContain('urn:uuid:quote-me')
  })
})
