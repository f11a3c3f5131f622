// @vitest-environment happy-dom
// Taking cases together: which, what can be done with them, the preview that does nothing, the doing, and the report that stays.
import { answer, asked, askedOf, problem } from '../../support/fakeHub.ts'
import { defineComponent, h } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import QueuePane from '../../../../src/web/features/duty/QueuePane.vue'
import { casesOf, countsOf, fallenOut, offersFor } from '../../../../src/web/features/duty/bulk.ts'
import { allOf, extended, NOTHING, toggled } from '../../../../src/web/features/duty/selection.ts'
import { useTakeKeys } from '../../../../src/web/features/duty/takeKeys.ts'
import { useBulk, type Bulk } from '../../../../src/web/features/duty/useBulk.ts'
import { useQueue, type Queue } from '../../../../src/web/features/duty/useQueue.ts'
import type { BulkCommand, BulkReport } from '../../../../src/wire/desk.ts'
import { HOUR, row, T0 } from '../../../support/cases.ts'
import { axeFindings, openPage } from '../../support/page.ts'

const list = ['a', 'b', 'c', 'd', 'e']
const ids = (selection: { ids: ReadonlySet<string> }): string[] => [...selection.ids].sort()

describe('a selection', () => {
  it('takes and puts back one by one', () => {
    const one = toggled(NOTHING, 'b')
    expect(ids(one)).toEqual(['b'])
    expect(ids(toggled(one, 'b'))).toEqual([])
  })
  it('extends from where it began, in either direction, again and again', () => {
    const first = toggled(NOTHING, 'c')
    const up = extended(first, 'a', list)
    expect(ids(up)).toEqual(['a', 'b', 'c'])
    expect(ids(extended(up, 'e', list))).toEqual(list)
  })
  it('without a beginning in the list takes one', () => {
    expect(ids(extended(toggled(NOTHING, 'gone'), 'b', list))).toEqual(['b', 'gone'])
  })
  it('takes all that are shown, and puts them back', () => {
    const all = allOf(toggled(NOTHING, 'x'), list)
    expect(ids(all)).toEqual([...list, 'x'])
    expect(ids(allOf(all, list))).toEqual([])
    expect(ids(allOf(NOTHING, []))).toEqual([])
  })
})

describe('what can be done', () => {
  const rows = [
    row('a'),
    row('b', { state: 'handling', lead: 'water-bureau', request: 'extension' }),
    row('c', { state: 'closed' }),
  ]
  it('is lawful for at least one, with how many', () => {
    const offers = offersFor(rows, { role: 'dispatcher' })
    expect(Object.fromEntries(offers.map(({ act, n }) => [act, n]))).toEqual({
      dispatch: 1,
      decideExtension: 1,
      merge: 1,
      supervise: 2,
      remind: 2,
      note: 2,
    })
    expect(offersFor(rows, { role: 'acceptor' }).map(({ act }) => act)).toEqual(['merge', 'remind', 'note'])
    expect(offersFor([row('c', { state: 'closed' })], { role: 'dutyChief' })).toEqual([])
  })
  it('for a department is on its own alone', () => {
    const own = row('o', { state: 'pendingHandle', lead: 'water-bureau' })
    const foreign = row('f', { state: 'pendingHandle', lead: 'traffic-police' })
    const offers = offersFor([own, foreign], { role: 'department', department: 'water-bureau' })
    expect(offers.find(({ act }) => act === 'accept')?.n).toBe(1)
  })
  it('a merge leaves out the one the others go into', () => {
    expect(casesOf(rows, { act: 'merge', into: 'b' } as BulkCommand['input']).map(({ id }) => id)).toEqual(['a', 'c'])
  })
  it('a report is counted, and what fell out stands worst first', () => {
    const report: BulkReport = {
      rows: [
        { id: 'a', result: 'failed' },
        { id: 'b', result: 'done' },
        { id: 'c', result: 'refused' },
        { id: 'd', result: 'conflict' },
      ],
    }
    expect(countsOf(report)).toEqual({ done: 1, refused: 1, conflict: 1, failed: 1 })
    expect(fallenOut(report).map(({ id }) => id)).toEqual(['d', 'c', 'a'])
  })
})

const clock = (dueAt: number) => ({
  stage: 'dispatch' as const,
  limit: { amount: 1, unit: 'urgentHour' as const },
  startedAt: T0 - HOUR,
  dueAt,
  warnAt: dueAt - 1,
})
const shown = ['a', 'b', 'c'].map((id, n) => row(id, { clock: clock(T0 + (n + 1) * HOUR), version: n + 3 }))
let queue: Queue
let bulk: Bulk
const Desk = defineComponent({
  setup() {
    queue = useQueue()
    bulk = useBulk(queue)
    useTakeKeys(queue, bulk)
    return () => h(QueuePane, { queue, bulk })
  },
})
const open = (path = '/duty') =>
  openPage(Desk, { route: '/duty/:id?', path, user: { role: 'dispatcher' }, rows: shown })
type Page = Awaited<ReturnType<typeof open>>
async function key(page: Page, k: string): Promise<void> {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: k, bubbles: true, cancelable: true }))
  await page.settle()
}
const bodies = (): BulkCommand[] => askedOf('POST /api/bulk').map(({ body }) => body as BulkCommand)
const lines = (...results: BulkReport['rows'][number]['result'][]): { body: BulkReport } => ({
  body: {
    rows: results.map((result, n) => ({
      id: 'abc'[n] ?? '',
      result,
      ...(result === 'done'
        ? { row: { ...shown[n]!, version: 9 } }
        : { why: { zh: `因为${result}`, en: `for ${result}` } }),
    })),
  },
})

describe('on the desk', () => {
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(380)
    // Where the cursor rests, a case is read ahead; nobody opens one here.
    for (const id of ['a', 'b', 'c']) answer(`GET /api/incidents/${id}`, () => problem(404))
  })
  afterEach(() => vi.restoreAllMocks())
  const taken = (): (string | null)[] =>
    [...document.querySelectorAll('[role="option"]')].map((e) => e.getAttribute('aria-checked'))

  it('x, Shift+x, * and Escape take and put back', async () => {
    const page = await open()
    queue.move(1)
    await key(page, 'x')
    expect(taken()).toEqual(['true', 'false', 'false'])
    queue.move(2)
    await key(page, 'X')
    expect(taken()).toEqual(['true', 'true', 'true'])
    expect(page.text()).toContain('已选 3 件')
    await key(page, 'Escape')
    expect(taken()).toEqual(['false', 'false', 'false'])
    await key(page, '*')
    expect([...bulk.ids.value].sort()).toEqual(['a', 'b', 'c'])
  })

  it('says how many of the chosen the list does not show', async () => {
    const page = await open()
    await key(page, '*')
    await page.router.replace('/duty?scope=overdue')
    await page.settle()
    expect(page.text()).toContain('其中 3 件不在当前列表')
  })

  it('previews under the key it will be done with, does, reports, and keeps what was not done', async () => {
    const page = await open()
    await key(page, '*')
    await page.press(/^催办 3/)
    answer('POST /api/bulk', () => lines('done', 'refused', 'conflict'))
    await page.press('预览')
    expect(page.text()).toContain('将办理 1 件')
    expect(page.text()).toContain('2 件不办')
    expect(page.text()).toContain('因为refused')
    expect(await axeFindings('[role=dialog]')).toEqual([])
    await page.press('确认办理 1 件')
    const [said, done] = bodies()
    expect(said).toMatchObject({ preview: true, input: { act: 'remind' } })
    expect(done).toEqual({ ...said, preview: false })
    expect(said?.cases).toEqual([
      { id: 'a', version: 3 },
      { id: 'b', version: 4 },
      { id: 'c', version: 5 },
    ])
    expect([...bulk.ids.value].sort()).toEqual(['b', 'c'])
    await page.press('收起')
    expect(page.text()).toContain('批量催办：1 件办成，2 件未办成')
    await page.press('知道了')
    expect(page.text()).not.toContain('件办成')
  })

  it('what failed goes again with the same command', async () => {
    const page = await open()
    await key(page, '*')
    await page.press(/^催办 3/)
    answer('POST /api/bulk', () => lines('done', 'done', 'failed'))
    await page.press('预览')
    await page.press('确认办理 2 件')
    answer('POST /api/bulk', () => lines('done', 'done', 'done'))
    await page.press('重试失败项（1）')
    const [, first, again] = bodies()
    expect(again).toEqual(first)
    expect(page.text()).not.toContain('重试失败项')
  })

  it('a lost connection leaves all as it was; the next press sends the same command', async () => {
    const page = await open()
    await key(page, '*')
    await page.press(/^催办 3/)
    answer('POST /api/bulk', () => lines('done', 'done', 'done'))
    await page.press('预览')
    answer('POST /api/bulk', () => problem(503))
    await page.press('确认办理 3 件')
    expect(page.text()).toContain('办不了')
    answer('POST /api/bulk', () => lines('done', 'done', 'done'))
    await page.press('确认办理 3 件')
    const [, lost, sent] = bodies()
    expect(sent).toEqual(lost)
  })

  it('asks for what the form lacks before it asks the hub', async () => {
    const page = await open()
    await key(page, '*')
    await page.press(/^督办 3/)
    await page.press('预览')
    expect(asked.filter(({ path }) => path === '/api/bulk')).toEqual([])
    expect(bulk.errors.value.map(({ field }) => field)).toEqual(['text'])
  })
})
