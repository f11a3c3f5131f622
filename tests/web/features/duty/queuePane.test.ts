// @vitest-environment happy-dom
// The queue on screen: rows in order, filters in the address, the reader's place, keys, and each state in words.
import { answer, askedOf } from '../../support/fakeHub.ts'
import { defineComponent, h } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import QueuePane from '../../../../src/web/features/duty/QueuePane.vue'
import { useDeskKeys } from '../../../../src/web/features/duty/keys.ts'
import { useTakeKeys } from '../../../../src/web/features/duty/takeKeys.ts'
import { useBulk, type Bulk } from '../../../../src/web/features/duty/useBulk.ts'
import { useQueue, type Queue } from '../../../../src/web/features/duty/useQueue.ts'
import { readCase } from '../../../../src/web/incident/caseRead.ts'
import { useIncidents } from '../../../../src/web/stores/incidents.ts'
import { detail, HOUR, row, T0 } from '../../../support/cases.ts'
import { chooseTextSize } from '../../../../src/web/ui/textSize.ts'
import { axeFindings, openPage } from '../../support/page.ts'

const clock = (dueAt: number) => ({
  stage: 'dispatch' as const,
  limit: { amount: 1, unit: 'urgentHour' as const },
  startedAt: T0 - HOUR,
  dueAt,
  warnAt: dueAt - 1,
})
const title = (zh: string) => ({ zh, en: zh })
const rows = [
  row('a', { title: title('甲'), clock: clock(T0 + 2 * HOUR), level: 1 }),
  row('b', { title: title('乙'), clock: clock(T0 - HOUR), level: 4 }),
  row('c', { title: title('丙'), clock: clock(T0 + HOUR), level: 2, state: 'handling', lead: 'water-bureau' }),
]
let queue: Queue
let bulk: Bulk
const Desk = defineComponent({
  setup() {
    queue = useQueue()
    bulk = useBulk(queue)
    useTakeKeys(queue, bulk)
    const none = (): void => undefined
    useDeskKeys({
      move: queue.move,
      enter: () => queue.cursor.value !== undefined && queue.open(queue.cursor.value),
      search: none,
      act: none,
      alarms: none,
      leave: none,
      report: none,
      refresh: queue.freshen,
      help: none,
    })
    return () => h(QueuePane, { queue, bulk })
  },
})
const open = (path = '/duty', list = rows) =>
  openPage(Desk, { route: '/duty/:id?', path, user: { role: 'dispatcher' }, rows: list })
const shown = (): string[] => [...document.querySelectorAll('[role="option"] .title')].map((e) => e.textContent)
const key = async (page: Awaited<ReturnType<typeof open>>, k: string): Promise<void> => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: k, bubbles: true, cancelable: true }))
  await page.settle()
}

beforeEach(() => {
  // The list draws what is in sight; without layout nothing would be.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(380)
  // Rested upon, a case is read ahead.
  for (const id of ['a', 'b', 'c']) answer(`GET /api/incidents/${id}`, () => ({ body: detail({ row: row(id) }) }))
})
afterEach(() => vi.restoreAllMocks())

describe('the list', () => {
  it('stands by remaining time, with counts on every choice', async () => {
    const page = await open()
    expect(shown()).toEqual(['乙', '丙', '甲'])
    expect(page.buttons().slice(0, 4)).toEqual(['待我办 2', '在办 3', '超期 1', '全部 3'])
  })
  it('reads its filter from the address and writes it back', async () => {
    const page = await open('/duty?sort=level')
    expect(shown()).toEqual(['甲', '丙', '乙'])
    await page.press(/^超期/)
    expect(page.router.currentRoute.value.query).toEqual({ sort: 'level', scope: 'overdue' })
    expect(shown()).toEqual(['乙'])
  })
  it('has rows as high as the text chosen needs', async () => {
    const heights = (): string[] =>
      [...document.querySelectorAll<HTMLElement>('[role="option"]')].map((e) => e.style.height)
    const page = await open()
    expect(heights()).toEqual(['60px', '60px', '60px'])
    chooseTextSize('largest')
    await page.settle()
    expect(heights()).toEqual(['95px', '95px', '95px'])
    chooseTextSize('normal')
    await page.settle()
    expect(heights()).toEqual(['60px', '60px', '60px'])
  })
  it('says why it is empty and offers the way out', async () => {
    const page = await open('/duty?q=不存在')
    expect(page.text()).toContain('没有符合条件的案卷')
    answer('GET /api/incidents', () => ({ body: { rows: [], total: 0 } }))
    await page.press('在历史案卷中查找「不存在」')
    expect(page.text()).toContain('历史案卷中也没有')
    await page.press('清除筛选')
    expect(shown()).toHaveLength(3)
  })
})

describe("the reader's place", () => {
  it('new cases wait at the edge while somebody reads', async () => {
    const page = await open()
    queue.read(true)
    useIncidents().apply([row('d', { title: title('丁'), clock: clock(T0 - 2 * HOUR) })], [], T0)
    await page.settle()
    expect(shown()).toEqual(['乙', '丙', '甲'])
    await page.press('有 1 条新案卷')
    expect(shown()).toEqual(['丁', '乙', '丙', '甲'])
  })
  it('a case that leaves the list stays faint until then', async () => {
    const page = await open()
    queue.read(true)
    useIncidents().apply([row('b', { title: title('乙'), state: 'closed', version: 4 })], [], T0)
    await page.settle()
    expect(shown()).toEqual(['乙', '丙', '甲'])
    expect(page.text()).toContain('已不在此列')
  })
  it('follows at once while nobody reads', async () => {
    const page = await open()
    useIncidents().apply([row('d', { title: title('丁'), clock: clock(T0 - 2 * HOUR) })], [], T0)
    await page.settle()
    expect(shown()[0]).toBe('丁')
  })
})

describe('keys', () => {
  it('j and k move, Enter opens', async () => {
    const page = await open()
    await key(page, 'j')
    await key(page, 'j')
    await key(page, 'k')
    expect(queue.cursor.value).toBe('b')
    // The case is asked for in the very press, and once: whoever shows it takes that answer.
    const READ = 'GET /api/incidents/b'
    answer(READ, () => ({ body: detail({ row: row('b') }) }))
    const whole = () => askedOf(READ).filter(({ query }) => query['masked'] !== true)
    await key(page, 'Enter')
    expect(whole()).toHaveLength(1)
    expect((await readCase('b')).row.id).toBe('b')
    expect(whole()).toHaveLength(1)
    await readCase('b')
    expect(whole()).toHaveLength(2)
    expect(page.router.currentRoute.value.path).toBe('/duty/b')
    expect(document.querySelector('[aria-selected="true"]')?.textContent).toContain('乙')
  })
  it('read ahead where the cursor rests, and not what they run past', async () => {
    const page = await open()
    await key(page, 'j')
    await key(page, 'j')
    const cursor = queue.cursor.value ?? ''
    answer(`GET /api/incidents/${cursor}`, () => ({ body: detail({ row: row(cursor) }) }))
    await new Promise((rested) => setTimeout(rested, 120))
    expect(askedOf(`GET /api/incidents/${cursor}`)[0]?.query).toEqual({ masked: true })
    const passed = rows.map((r) => r.id).filter((id) => id !== cursor)
    for (const id of passed) expect(askedOf(`GET /api/incidents/${id}`)).toEqual([])
  })
  it('keep out of a field in which somebody types', async () => {
    const page = await open()
    const search = document.querySelector('input[type="search"]')
    search?.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
    await page.settle()
    expect(queue.cursor.value).toBeUndefined()
  })
})

it('axe finds nothing on the queue', async () => {
  await open()
  expect(await axeFindings()).toEqual([])
})
