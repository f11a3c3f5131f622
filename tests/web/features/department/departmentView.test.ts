// @vitest-environment happy-dom
// The department at work: orders by deadline, what can be done with one, photos before they leave, figures with their reckoning.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Value } from 'typebox/value'
import type { Act } from '../../../../src/core/incident/inputs.ts'
import { ActCommandSchema } from '../../../../src/wire/acts.ts'
import DepartmentView from '../../../../src/web/features/department/DepartmentView.vue'
import { detail, HOUR, row, T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page, type PageOptions } from '../../support/page.ts'
import { status } from '../../../support/rows.ts'
import { useStatus } from '../../../../src/web/stores/status.ts'
import { CrewInputSchema, type Crew } from '../../../../src/wire/desk.ts'
import { evaluation } from '../evaluation/fixtures.ts'

// The map beside an order has a test of its own.
vi.mock('../../../../src/web/features/department/OrderMap.vue', () => ({
  __esModule: true,
  default: { template: '<div />' },
}))

const ID = 'YZ-20261121-000001'
const ACTS = `POST /api/incidents/${ID}/acts`
const clock = (dueAt: number) => ({
  stage: 'handle' as const,
  limit: { amount: 2, unit: 'urgentHour' as const },
  startedAt: T0 - HOUR,
  dueAt,
  warnAt: dueAt - 1,
})
const own = row(ID, { state: 'pendingHandle', lead: 'water-bureau', clock: clock(T0 + 2 * HOUR) })
const late = row('YZ-20261121-000002', {
  state: 'handling',
  lead: 'water-bureau',
  clock: clock(T0 - HOUR),
  title: { zh: '路灯不亮', en: 'Street light out' },
})

const crews: Crew[] = [
  { id: 'c1', department: 'water-bureau', name: '一班', leader: '李师傅', members: 4, active: true, open: 1 },
  { id: 'c2', department: 'water-bureau', name: '旧班', active: false, open: 0 },
]

beforeEach(() => {
  answer('GET /api/evaluation', () => ({ body: evaluation() }))
  answer('GET /api/crews', () => ({ body: crews }))
})
/** Parts that the list does not wait for have come. */
const settled = async (page: Page): Promise<Page> => {
  for (let i = 0; i < 3; i++) {
    await vi.dynamicImportSettled()
    await page.settle()
  }
  return page
}
const openView = async (options: PageOptions): Promise<Page> =>
  settled(
    await openPage(DepartmentView, {
      route: '/department/:id?',
      user: { role: 'department', department: 'water-bureau' },
      ...options,
    }),
  )
const open = (acts: Act[], path = `/department/${ID}`): Promise<Page> => {
  answer(`GET /api/incidents/${ID}`, () => ({ body: detail({ row: own, acts, recommendations: [], suggestions: [] }) }))
  return openView({ path, rows: [own, late, row('foreign', { lead: 'traffic-police', state: 'handling' })] })
}
const submit = async (page: Page): Promise<unknown> => {
  document.querySelector('form')?.requestSubmit()
  await page.settle()
  return askedOf(ACTS).at(-1)?.body
}

describe('orders', () => {
  it('stand by deadline, the late one first and in words', async () => {
    const page = await open([], '/department')
    const cards = [...document.querySelectorAll('a[href^="/department/YZ"]')].map((a) => a.textContent)
    expect(cards).toHaveLength(2)
    expect(cards[0]).toContain('路灯不亮')
    expect(cards[0]).toContain('超 1 时')
    expect(cards[1]).toContain('剩 2 时')
    expect(page.text()).not.toContain('foreign')
  })
  it('come with own figures and how they are reckoned', async () => {
    const page = await open([], '/department')
    expect(page.text()).toMatch(/在办 ?2件/)
    expect(page.text()).toMatch(/超期 ?1件/)
    expect(page.text()).toContain('挂账期间时限暂停，不计')
  })
  it('those assisted stand apart from those led, and leave the list once the own part is done', async () => {
    const helping = { lead: 'traffic-police', assist: ['water-bureau'], state: 'handling' as const }
    const page = await openView({
      path: '/department',
      rows: [
        own,
        row('YZ-a', { ...helping, ordersOpen: 1, ordersOf: ['water-bureau'] }),
        row('YZ-b', { ...helping, ordersOpen: 1, ordersOf: ['somebody-else'] }),
      ],
    })
    const [led, assisted] = [...document.querySelectorAll('.orders section')]
    expect(led?.textContent).toContain(ID)
    expect(led?.textContent).toContain('本部门主办')
    expect(assisted?.textContent).toContain('YZ-a')
    expect(page.text()).not.toContain('YZ-b')
    await page.press(/^已交出/)
    expect(page.text()).toContain('YZ-b')
  })
  it('ended ones come from the register, late ones alone on request, and can be appealed', async () => {
    const late = row('YZ-late', { state: 'closed', lead: 'water-bureau', handledLate: true })
    const rows = [late, row('YZ-good', { state: 'closed', lead: 'water-bureau' })]
    answer('GET /api/incidents', () => ({ body: { rows, total: 2 } }))
    answer('GET /api/incidents/YZ-late', () => ({ body: detail({ row: late, acts: ['appeal'], recommendations: [] }) }))
    answer('POST /api/incidents/YZ-late/acts', () => ({ body: late }))
    const page = await open([], '/department')
    await page.press(/^已办结/)
    expect(askedOf('GET /api/incidents')[0]?.query).toMatchObject({
      department: 'water-bureau',
      state: 'closed,forceClosed',
    })
    expect(page.text()).toContain('YZ-good')
    page.field(/^只看超期办结/).click()
    await page.settle()
    expect(page.text()).not.toContain('YZ-good')
    await page.router.push('/department/YZ-late?group=ended&late=1')
    await settled(page)
    await page.press('超时申诉')
    await page.type('申诉理由', '停电许可延误，非本单位原因')
    await submit(page)
    expect(askedOf('POST /api/incidents/YZ-late/acts')[0]?.body).toMatchObject({
      input: { act: 'appeal', reason: '停电许可延误，非本单位原因', photos: [] },
    })
  })
  it('an empty group says so', async () => {
    const page = await open([], '/department')
    await page.press(/^挂账/)
    expect(page.text()).toContain('没有挂账的案卷')
    expect(page.router.currentRoute.value.query).toEqual({ group: 'paused' })
  })
})

describe('the department itself', () => {
  it('stands beside the orders: the month by the rules of the ranking, each figure a way to its cases', async () => {
    const page = await open([], '/department')
    expect(askedOf('GET /api/evaluation')[0]?.query).toEqual({
      object: 'department',
      period: 'month',
      date: '2026-11-21',
    })
    expect(page.text()).toContain('第 1 名（2 个部门参加排名）')
    expect(page.text()).toContain('按期处置数 ÷ 应处置数')
    expect(page.link('92 % 46/50').getAttribute('href')).toBe(
      '/evaluation?subject=water-bureau&indicator=handledOnTime',
    )
    expect(page.link(/^得分 93\.4 优$/).getAttribute('href')).toContain('indicator=score')
  })
  it('with nothing counted yet says why', async () => {
    answer('GET /api/evaluation', () => ({ body: evaluation({ rows: [] }) }))
    expect((await open([], '/department')).text()).toContain('本月还没有应计案卷')
  })
  it('tells how its own feeds do, and why something was refused', async () => {
    const page = await open([], '/department')
    const feed = {
      owner: 'water-bureau',
      simulated: true,
      accepted: 5000,
      rejected: 3,
      late: 7,
      duplicates: 0,
      lastSeenAt: T0 - HOUR,
      state: 'silent' as const,
      reasons: { wrongUnit: 3 },
    }
    useStatus().replace(
      [
        status({
          feeds: [
            { ...feed, id: 'drain', name: { zh: '排水液位', en: 'Drains' } },
            { ...feed, id: 'other', name: { zh: '别家', en: 'Foreign' }, owner: 'traffic-police' },
          ],
        }),
      ],
      T0,
    )
    await page.settle()
    expect(page.text()).toContain('排水液位')
    expect(page.text()).toContain('中断')
    expect(page.text()).toContain('3 单位不符')
    expect(page.text()).not.toContain('别家')
    expect(() => page.link('查看拒收样本')).toThrow()
  })
  it('keeps its crews: enters, retires, and shows the orders of one', async () => {
    const page = await open([], '/department')
    answer('PUT /api/crews/c1', ({ body }) => ({ body: { ...crews[0], ...(body as object) } }))
    await page.press('停用一班')
    expect(askedOf('PUT /api/crews/c1')[0]?.body).toEqual({
      department: 'water-bureau',
      name: '一班',
      leader: '李师傅',
      members: 4,
      active: false,
    })
    await page.press('修改一班')
    await page.type('名称', '  ')
    await page.press('保存')
    expect(page.text()).toContain('请填写名称')
    await page.type('名称', '夜班')
    await page.type(/^人数/, '6')
    await page.press('保存')
    const saved = askedOf('PUT /api/crews/c1')[1]?.body
    expect(saved).toMatchObject({ name: '夜班', members: 6, active: true })
    expect([...Value.Errors(CrewInputSchema, saved)]).toEqual([])
    await page.press('一班在办 1 件，只看这些派遣单')
    expect(page.router.currentRoute.value.query).toEqual({ crew: 'c1' })
    expect(page.text()).toContain('没有符合条件的派遣单')
    await page.type('班组', '')
    expect(page.router.currentRoute.value.query).toEqual({})
  })
})

describe('reporters still to be called', () => {
  it('are marked with their deadline and can be shown alone', async () => {
    const due = row('YZ-due', {
      state: 'handling',
      lead: 'water-bureau',
      contact: 'due',
      contactDueAt: T0 - HOUR,
      clock: clock(T0 + 2 * HOUR),
    })
    const page = await openView({ path: '/department', rows: [own, due] })
    const card = (): string =>
      document.querySelector('a[href^="/department/YZ-due"]')?.textContent.replace(/\s+/g, ' ') ?? ''
    expect(card()).toContain('待联系诉求人 超 1 时')
    await page.press('1件待联系诉求人，只看这些')
    expect(page.router.currentRoute.value.query).toEqual({ contact: 'due' })
    expect(document.querySelectorAll('a[href^="/department/YZ"]')).toHaveLength(1)
    await page.press('显示全部派遣单')
    expect(document.querySelectorAll('a[href^="/department/YZ"]')).toHaveLength(2)
  })
})

it('under the thumb stand the deadline and the next act, which opens its form', async () => {
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (media) => Object.assign(new EventTarget(), { matches: media.includes('max-width'), media }) as MediaQueryList,
  )
  const page = await open(['accept', 'return'])
  const bar = document.querySelector('[role="group"][aria-label="下一步"]')
  expect(bar?.textContent).toContain('剩 2 时')
  const press = [...(bar?.querySelectorAll('button') ?? [])]
  expect(press.map((b) => b.textContent.trim())).toEqual(['去签收', '去回退'])
  press[1]?.click()
  await page.settle()
  expect(page.field('理由')).toBe(document.activeElement)
})

describe('an order', () => {
  it.each<[string, Act, string, (page: Page) => Promise<void>, object]>([
    [
      'is accepted for a handler',
      'accept',
      '签收',
      (page) => page.type(/处置人员/, '李师傅'),
      { act: 'accept', handler: '李师傅' },
    ],
    [
      'is returned with a reason and a proposed owner',
      'return',
      '回退',
      async (page) => {
        await page.type('理由', '非本单位管养')
        await page.type('建议承办部门', 'traffic-police')
      },
      { act: 'return', reason: '非本单位管养', proposed: 'traffic-police' },
    ],
    [
      'gets news',
      'progress',
      '反馈进展',
      (page) => page.type('说明', '抽水泵已到场'),
      { act: 'progress', note: '抽水泵已到场', photos: [] },
    ],
    [
      'asks for more time',
      'requestExtension',
      '申请延期',
      (page) => page.type('理由', '配件未到'),
      { act: 'requestExtension', reason: '配件未到' },
    ],
    [
      'asks to be suspended until a time of the city',
      'requestSuspension',
      '申请挂账',
      async (page) => {
        await page.type('挂账至', '2026-11-25T18:00')
        await page.type('理由', '等待停电许可')
      },
      { act: 'requestSuspension', until: Date.UTC(2026, 10, 25, 10), reason: '等待停电许可' },
    ],
    [
      'is accepted as an assisting order',
      'acceptOrder',
      '签收协办',
      (page) => page.type(/处置人员/, '王队'),
      { act: 'acceptOrder', handler: '王队' },
    ],
    [
      'answers a supervision',
      'reply',
      '回复督办',
      (page) => page.type('回复内容', '泵车已到场'),
      { act: 'reply', text: '泵车已到场' },
    ],
    ['is confirmed', 'confirm', '确认处置', () => Promise.resolve(), { act: 'confirm' }],
  ])('%s', async (_, act, label, fill, input) => {
    answer(ACTS, () => ({ body: own }))
    const page = await open([act, 'note'])
    if (document.querySelector('form') === null) await page.press(label)
    await fill(page)
    const body = await submit(page)
    expect(body).toMatchObject({ version: 3, input })
    expect(Value.Check(ActCommandSchema, body)).toBe(true)
  })

  it('does not submit a result without a photo', async () => {
    const page = await open(['submit'])
    await page.type('说明', '积水已排除')
    expect(await submit(page)).toBeUndefined()
    expect(page.text()).toContain('必填')
  })

  it('refuses what is no photo, in words', async () => {
    const page = await open(['submit'])
    const input = document.querySelector<HTMLInputElement>('input[type="file"]')
    const film = new File(['x'], '现场.mp4', { type: 'video/mp4' })
    Object.defineProperty(input, 'files', { value: [film] })
    input?.dispatchEvent(new Event('change', { bubbles: true }))
    await page.settle()
    expect(page.text()).toContain('现场.mp4：不是可用的照片格式')
  })

  it('that is no longer theirs leaves the screen', async () => {
    let mine = true
    answer(ACTS, () => {
      mine = false
      return { body: own }
    })
    const page = await open(['return'])
    answer(`GET /api/incidents/${ID}`, () =>
      mine
        ? { body: detail({ row: own, acts: ['return'] }) }
        : problem(403, { titleText: { zh: '不属于本部门', en: 'Not yours' } }),
    )
    await page.press('回退')
    await page.type('理由', '非本单位管养')
    await submit(page)
    expect(page.text()).toContain('不属于本部门')
    expect(document.querySelector('form')).toBeNull()
  })
})

it('axe finds nothing on the open order', async () => {
  await open(['accept', 'return'])
  expect(await axeFindings()).toEqual([])
})
