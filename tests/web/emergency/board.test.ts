// @vitest-environment happy-dom
// The wall's board: what must be on it, what must never be, and that a drill cannot be taken for the real thing.
import '../support/fakeHub.ts'
import { describe, expect, it, vi } from 'vitest'
import EmergencyBoard from '../../../src/web/emergency/EmergencyBoard.vue'
import { assumedGeometry, wallText } from '../../../src/web/wall/textSize.ts'
import { emergency } from '../../fixtures/emergencies.ts'
import { incident } from '../../support/rows.ts'
import { T0 } from '../../support/cases.ts'
import { given } from '../support/givenMap.ts'
import { axeFindings, openPage } from '../support/page.ts'

vi.mock('../../../src/web/map/CityMap.vue', () => import('../support/givenMap.ts'))
vi.mock('../../../src/web/map/CityMap.vue', () => ({
  default: {
    inheritAttrs: false,
    setup:
      (_: object, { attrs }: { attrs: Record<string, unknown> }) =>
      () =>
        void (given.props = { ...attrs }),
  },
}))
vi.mock('../../../src/web/map/list/desk.ts', () => ({ DESK_LAYERS: [] }))

const text = wallText(assumedGeometry(3840), 3840)
const board = (over: Parameters<typeof emergency>[1] = {}) =>
  openPage(EmergencyBoard, {
    props: { row: emergency(T0, over), text, now: T0, current: true },
    user: { role: 'wall' },
    rows: [incident({ id: 'other', level: 2, title: { zh: '燃气泄漏', en: 'Gas leak' } }), incident({ id: 'mild' })],
  })

describe('the emergency board', () => {
  it('says what, how bad, by which plan, since when, and what is due next', async () => {
    const page = await board()
    for (const words of [
      '应急响应',
      'Ⅰ级',
      '自然灾害',
      '文昌中路下穿通道积水',
      '城市内涝应急预案',
      '下一时限：首报',
      '24:00',
      '06:00',
    ])
      expect(page.text()).toContain(words)
  })
  it('has every unit with its answer in words and shape, every step with its owner, the reports, the resources', async () => {
    const page = await board()
    expect(page.text()).toContain('指令签收 10/12')
    const units = [...document.querySelectorAll('[data-answer]')]
    expect(units).toHaveLength(12)
    for (const unit of units) expect(unit.querySelector('svg.standing'), unit.textContent ?? '').not.toBeNull()
    expect(units[0]?.textContent).toContain('未就位')
    const late = document.querySelector('[data-standing="overdue"]')
    expect(late?.textContent).toContain('封闭下穿通道')
    expect(late?.textContent).toContain('超 09:00')
    expect(page.text()).toContain('移动泵车')
  })
  it('shows no note that was written freely and no telephone', async () => {
    const page = await board()
    expect(page.text()).not.toContain('急救车 2 辆')
    expect(page.text()).not.toContain('0514')
  })
  it('keeps the rest of the city in a strip', async () => {
    await board()
    const strip = document.querySelector('footer')
    expect(strip?.textContent).toContain('燃气泄漏')
  })
  it('looks at its place, at a slant, and marks it', async () => {
    await board()
    expect(given.props).toMatchObject({ pitch: 40, interactive: false, spot: { lng: 119.4365, lat: 32.3958 } })
    expect((given.props['camera'] as { zoom: number }).zoom).toBeGreaterThan(12)
  })
  it('a drill is framed, marked and named as one, and carries no level’s colour', async () => {
    await board({ drill: true })
    const section = document.querySelector('.board')
    expect(section?.classList.contains('drill')).toBe(true)
    expect(section?.getAttribute('data-level')).toBeNull()
    expect(document.querySelector('header [data-level], header.board-head[data-level]')).toBeNull()
    expect(document.querySelectorAll('.drill-mark text')[0]?.textContent).toContain('演练')
    expect(document.querySelector('.board-head')?.textContent).toContain('演练，非真实事件')
  })
  it('what has happened in a drill is said in its own words', async () => {
    const page = await board({ drill: true, endedAt: T0, endedBy: { role: 'dutyChief' } })
    for (const words of ['值班长开始演练', '值班长结束演练']) expect(page.text()).toContain(words)
    for (const words of ['启动应急响应', '解除应急响应']) expect(page.text()).not.toContain(words)
  })
  it('and in the real thing in those of the real thing', async () => {
    const page = await board({ endedAt: T0, endedBy: { role: 'dutyChief' } })
    for (const words of ['值班长启动应急响应', '值班长解除应急响应']) expect(page.text()).toContain(words)
  })
  it('the real thing has neither watermark nor the word', async () => {
    const page = await board()
    expect(document.querySelector('.drill-mark')).toBeNull()
    expect(page.text()).not.toContain('演练')
    expect(document.querySelector('.board')?.getAttribute('data-level')).toBe('1')
  })
  it('visitors see no line of a hidden department, no unconfirmed case, no layer that names crews', async () => {
    const rules = { states: ['pendingVerify' as const], departments: ['weijian'], layers: ['units'], panels: [] }
    const page = await openPage(EmergencyBoard, {
      props: { row: emergency(T0), text, now: T0, current: true, visit: rules },
      rows: [incident({ id: 'rumour', level: 2, state: 'pendingVerify', title: { zh: '传闻爆炸', en: 'Rumour' } })],
    })
    expect(document.querySelectorAll('[data-answer]')).toHaveLength(11)
    expect(page.text()).not.toContain('weijian')
    expect(page.text()).not.toContain('急救车组')
    expect(page.text()).not.toContain('传闻爆炸')
    expect(given.props['incidents']).toEqual([])
  })
  it('axe finds nothing', async () => {
    await board()
    expect(await axeFindings()).toEqual([])
  })
})
