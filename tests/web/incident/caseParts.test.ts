// @vitest-environment happy-dom
// What a case's page shows beside its facts: alike and merged cases, orders, supervisions, clocks, proposals; and where acts stand.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { defineComponent, h, shallowRef, useTemplateRef } from 'vue'
import { describe, expect, it } from 'vitest'
import type { AlikeView, IncidentDetail } from '../../../src/wire/api.ts'
import ActPanel from '../../../src/web/incident/ActPanel.vue'
import { grouped, nextStep } from '../../../src/web/incident/actGroups.ts'
import { mergeTargets } from '../../../src/web/incident/alike.ts'
import IncidentFacts from '../../../src/web/incident/IncidentFacts.vue'
import { hasMark, marksOf } from '../../../src/web/incident/marks.ts'
import { focusOf, onTimeShare } from '../../../src/web/incident/recommendation.ts'
import { detail, HOUR, row, T0 } from '../../support/cases.ts'
import { axeFindings, openPage } from '../support/page.ts'

const ID = 'YZ-20261121-000001'
const OTHER = 'YZ-20261121-000002'
const ACTS = `POST /api/incidents/${ID}/acts`
const alike: AlikeView = {
  row: row(OTHER, { title: { zh: '文昌中路积水', en: 'Ponding' }, state: 'handling' }),
  score: 0.8,
  distanceM: 12.4,
  apartMs: 25 * 60_000,
  sameMatter: true,
  words: 0.52,
}

/** Facts and acts on one page, as the desk has them. */
function pageOf(first: IncidentDetail) {
  const now = shallowRef(first)
  let next: IncidentDetail | undefined
  const component = defineComponent({
    setup() {
      const acts = useTemplateRef<InstanceType<typeof ActPanel>>('acts')
      return () => [
        h(IncidentFacts, {
          detail: now.value,
          acting: true,
          onAsk: (act, change) => void acts.value?.ask(act, change),
        }),
        h(ActPanel, {
          ref: 'acts',
          detail: now.value,
          refresh: async () => {
            if (next !== undefined) now.value = next
          },
        }),
      ]
    },
  })
  return { component, becomes: (later: IncidentDetail) => (next = later) }
}
const open = (change: Partial<IncidentDetail>, user = {}) =>
  openPage(pageOf(detail(change)).component, { user, route: '/incident/:id', name: 'incident' })
const submit = async (page: Awaited<ReturnType<typeof openPage>>): Promise<void> => {
  document.querySelector('form')?.requestSubmit()
  await page.settle()
}

describe('where acts stand', () => {
  it('puts the next step first, what goes beside it second, and what is rare apart', () => {
    expect(grouped(['requestVerify', 'file', 'refuse', 'cancel', 'merge', 'remind', 'note'])).toEqual({
      forward: ['file'],
      beside: ['requestVerify', 'remind', 'note'],
      rare: ['refuse', 'cancel', 'merge'],
    })
  })
  it.each([
    [['file', 'refuse', 'note'], 'file'],
    [['submit', 'reply', 'note'], 'submit'],
    [['decideExtension', 'decideSuspension'], undefined],
    [['resume', 'note'], undefined],
    [['reply', 'note'], undefined],
  ] as const)('%s: next is %s', (acts, next) => expect(nextStep(acts)).toBe(next))

  it('keeps rare acts behind «more», and every other button where it was', async () => {
    const page = await open({ acts: ['file', 'requestVerify', 'refuse', 'merge', 'note'] })
    const before = page.buttons().slice(0, 4)
    expect(before.map((b) => b.replace(/[▾▴ ]/g, ''))).toEqual(['立案', '发送核实', '备注', '更多'])
    expect(page.button('不予立案').closest<HTMLElement>('.row')?.style.display).toBe('none')
    await page.press(/^更多/)
    expect(page.button('不予立案').closest<HTMLElement>('.row')?.style.display).toBe('')
    expect(page.buttons().slice(0, 3)).toEqual(before.slice(0, 3))
  })
})

describe('alike cases', () => {
  it('say why, can be looked at first, and fill the merge form with one press', async () => {
    answer(ACTS, () => ({ body: row(ID) }))
    const page = await open({
      row: row(ID, { state: 'pendingFiling' }),
      acts: ['file', 'merge', 'note'],
      alike: [alike],
    })
    expect(page.text()).toContain('相距 12 米 · 相隔 25 分 · 同一事项 · 文字相似 52 %')
    expect(page.link('文昌中路积水').getAttribute('href')).toBe(`/incident/${OTHER}`)
    await page.press(`并入此案 ${OTHER}`)
    expect(document.querySelector<HTMLInputElement>(`input[value="${OTHER}"]`)?.checked).toBe(true)
    await submit(page)
    expect(askedOf(ACTS)[0]?.body).toMatchObject({ input: { act: 'merge', into: OTHER } })
  })
  it('are offered to those alone who may merge', async () => {
    const page = await open({ acts: ['note'], alike: [alike] })
    expect(page.text()).toContain('疑似重复')
    expect(page.buttons()).not.toContain(`并入此案 ${OTHER}`)
  })
  it('targets: alike ones first, others by words, never itself, an ended or a merged one; the chosen one stays', () => {
    const question = {
      self: 'a',
      alike: [alike],
      open: [
        row('a', { address: '文昌路' }),
        row('b', { address: '文昌路 1 号' }),
        row('c', { address: '文昌路', state: 'closed' }),
        row('d', { address: '文昌路', state: 'merged' }),
      ],
      chosen: undefined,
      search: '',
    }
    expect(mergeTargets(question).map((r) => r.id)).toEqual([OTHER])
    expect(mergeTargets({ ...question, search: '文昌路' }).map((r) => r.id)).toEqual(['b'])
    expect(mergeTargets({ ...question, search: '没有', chosen: 'b' }).map((r) => r.id)).toEqual(['b'])
  })
})

it('a merged case names its main case and the way back', async () => {
  answer(ACTS, () => ({ body: row(ID) }))
  const page = await open({ row: row(ID, { state: 'merged', mergedInto: OTHER }), acts: ['unmerge', 'note'] })
  expect(page.link(new RegExp(OTHER)).getAttribute('href')).toBe(`/incident/${OTHER}`)
  await page.press('拆案…')
  await page.type('理由', '是另一处')
  await submit(page)
  expect(askedOf(ACTS)[0]?.body).toMatchObject({ input: { act: 'unmerge', reason: '是另一处' } })
})

it('absorbed cases and their reports lead to where they came from', async () => {
  const page = await open({
    absorbed: [row(OTHER, { state: 'merged' })],
    reports: [{ id: 'r', text: '车过不去', source: 'citizen', at: T0, incident: OTHER }],
  })
  expect(page.text()).toContain('并入本案的案卷（1）')
  expect(page.link(OTHER).getAttribute('href')).toBe(`/incident/${OTHER}`)
})

it('orders, supervisions and an appeal say how far they are', async () => {
  const page = await open(
    {
      row: row(ID, { state: 'handling', lead: 'water-bureau' }),
      acts: ['reply', 'note'],
      orders: [
        { department: 'traffic-police', state: 'finished', task: '疏导交通', note: '已疏导', photos: [] },
        { department: 'water-bureau', state: 'pending', photos: [] },
      ],
      supervisions: [
        { level: 'normal', text: '请回复进展', by: '陈立', at: T0, reply: { text: '已到场', by: '排水处', at: T0 } },
        { level: 'leader', text: '早高峰前排除', by: '市领导', at: T0, dueAt: T0 - HOUR },
      ],
      appeal: { reason: '停电延误', state: 'granted' },
    },
    { role: 'department', department: 'traffic-police' },
  )
  expect(page.text()).toContain('全部完成或撤销后，主办部门才能提交')
  expect(page.text()).toMatch(/交警\s*本部门\s*已完成/)
  expect(page.text()).toContain('回复已超期 1 时')
  expect(page.text()).toContain('不计入超期统计，超期事实保留')
  await page.press('回复督办…')
  expect(page.field('回复内容')).toBeTruthy()
})

it('a clock that stands shows what is left in its own time and calls nobody meanwhile', async () => {
  const clock = {
    stage: 'handle' as const,
    limit: { amount: 4, unit: 'workHour' as const },
    startedAt: T0 - 3 * HOUR,
    dueAt: T0 + 20 * HOUR,
    warnAt: T0,
    pausedAt: T0 - HOUR,
    leftMs: 2 * HOUR,
  }
  const body = { type: 'clocked', clock: { ...clock, chiefAt: T0 + 40 * HOUR } }
  const base = { n: 1, type: 'clocked', actor: { id: '', name: '', role: 'system' }, occurredAt: T0, recordedAt: T0 }
  const page = await open({ clocks: [clock], events: [{ ...base, because: [], body, hash: 'a' }] })
  expect(page.text()).toContain('暂停，剩 2 时')
  expect(page.text()).toContain('余额按工作时计')
  expect(page.text()).toContain('恢复后顺延')
  expect(page.text()).not.toContain('11月23日 00:00')
})

it('closing shows the frozen closing condition and wants its tick', async () => {
  answer(ACTS, () => ({ body: row(ID) }))
  const text = (zh: string) => ({ zh, en: zh })
  const snapshot = {
    standard: 'GB/T 47678.5-2026',
    code: 'M006',
    name: text('道路积水'),
    conditionText: text('积水深于 15 厘米'),
    closingText: text('积水排除，路面可通行'),
    limit: { amount: 2, unit: 'urgentHour' },
    basis: [],
  }
  const page = await open({ row: row(ID, { state: 'pendingClose' }), snapshot, acts: ['close', 'note'] })
  expect(document.querySelector('form')?.textContent).toContain('积水排除，路面可通行')
  await submit(page)
  expect(askedOf(ACTS)).toEqual([])
  expect(document.querySelector('form')?.textContent).toContain('必填')
  page.field('已符合结案条件').click()
  await page.settle()
  await submit(page)
  await submit(page)
  expect(askedOf(ACTS)[0]?.body).toMatchObject({ input: { act: 'close', conditionMet: true } })
})

it('filing shows each condition with its limit, closing condition and whose figure it is', async () => {
  const page = await open({ row: row(ID, { state: 'pendingFiling' }), acts: ['file', 'note'] })
  expect(page.text()).toContain('时限 2 紧急工作时 · 结案条件：积水排除')
  expect(page.text()).toContain('出处：示例')
})

describe('proposals', () => {
  const [best] = detail().recommendations
  const street = {
    ...best!,
    lead: 'traffic-police',
    assist: [],
    firstResponsible: true,
    via: 'territory' as const,
    past: { handled: 0, onTime: 0, returned: 0 },
  }
  it('have no rate of nothing, and the chosen one is read in full', () => {
    expect(onTimeShare(best!)).toBeCloseTo(34 / 37)
    expect(onTimeShare(street)).toBeUndefined()
    expect(focusOf([best!, street], 'traffic-police')).toEqual({ focus: street, others: [best] })
    expect(focusOf([best!, street], 'somebody-else')).toEqual({ focus: best, others: [street] })
    expect(focusOf([], undefined)).toEqual({ focus: undefined, others: [] })
  })
  it('the others stand beside each other; choosing one fills the whole form', async () => {
    answer(ACTS, () => ({ body: row(ID) }))
    const page = await open({ recommendations: [best!, street] })
    await page.press('改派交警')
    expect(page.field('主办部门').value).toBe('traffic-police')
    expect(page.field(/^首接负责/).matches(':checked')).toBe(true)
    await submit(page)
    expect(askedOf(ACTS)[0]?.body).toMatchObject({
      input: { act: 'dispatch', lead: 'traffic-police', assist: [], firstResponsible: true },
    })
  })
})

it('after a conflict on a new act the form keeps what was chosen and typed', async () => {
  let tries = 0
  answer(ACTS, () =>
    ++tries === 1
      ? problem(409, { conflict: { version: 5, by: '王海', at: T0, type: 'released' } })
      : { body: row(ID) },
  )
  const acts = ['engage', 'supervise', 'note']
  const handling = row(ID, { state: 'handling', lead: 'water-bureau' })
  const { component, becomes } = pageOf(detail({ row: handling, acts }))
  const released = {
    n: 5,
    type: 'released',
    actor: { id: 'u9', name: '王海', role: 'dutyChief' },
    occurredAt: T0,
    recordedAt: T0,
    because: [],
    body: { type: 'released', department: 'traffic-police', reason: '不需疏导' },
    hash: 'a',
  }
  becomes(detail({ row: { ...handling, version: 5 }, acts, events: [released] }))
  const page = await openPage(component)
  await page.press('增派协办')
  await page.type('协办部门', 'traffic-police')
  await page.type('协办任务', '疏导交通')
  await submit(page)
  expect(page.text()).toContain('撤销交警的协办')
  expect(page.text()).toContain('不需疏导')
  expect(page.field('协办部门').value).toBe('traffic-police')
  expect(page.field('协办任务').value).toBe('疏导交通')
  await submit(page)
  expect(askedOf(ACTS).at(-1)?.body).toMatchObject({
    version: 5,
    input: { act: 'engage', department: 'traffic-police', task: '疏导交通' },
  })
})

it('offers to engage those alone who are not in it, and to propose anybody else', async () => {
  const page = await open({ row: row(ID, { state: 'handling', lead: 'water-bureau' }), acts: ['engage', 'return'] })
  const options = (): string[] =>
    [...(page.field(/协办部门|建议承办部门/) as HTMLSelectElement).options].map((o) => o.value).filter((v) => v !== '')
  await page.press('增派协办')
  expect(options()).toEqual(['traffic-police'])
  await page.press('回退')
  expect(options()).toEqual(['traffic-police'])
})

describe('marks', () => {
  it('stand in the order of who should look', () => {
    const marked = row(ID, { escalated: true, supervised: true, replyOwed: true, reopenings: 1, handledLate: true })
    expect(marksOf(marked)).toEqual(['escalated', 'replyOwed', 'reopened', 'handledLate'])
    expect(marksOf(row(ID))).toEqual([])
    expect(hasMark(row(ID, { supervised: true }), 'supervised')).toBe(true)
    expect(hasMark(row(ID, { appeal: 'granted' }), 'appealed')).toBe(false)
  })
})

it('axe finds nothing on a case with everything in it', async () => {
  await open({
    row: row(ID, { state: 'pendingFiling' }),
    acts: ['file', 'merge', 'refuse', 'note'],
    alike: [alike],
    absorbed: [row('z', { state: 'merged' })],
    orders: [{ department: 'traffic-police', state: 'handling', photos: [] }],
    supervisions: [{ level: 'urgent', text: '请回复', by: '陈立', at: T0 }],
  })
  expect(await axeFindings()).toEqual([])
})
