// @vitest-environment happy-dom
// Whoever reported a case: masked by role, shown on asking to whom has to call; and what is owed to them, with the way to do it.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { describe, expect, it } from 'vitest'
import type { IncidentDetail, Session } from '../../../src/wire/api.ts'
import IncidentFacts from '../../../src/web/incident/IncidentFacts.vue'
import { setLocale } from '../../../src/web/i18n/i18n.ts'
import { detail, HOUR, row, T0 } from '../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../support/page.ts'

const ID = 'YZ-20261121-000001'
const ASK = `POST /api/incidents/${ID}/reporter`
const MASKED = { name: '王**', phone: '138****2211' }
const led = row(ID, { state: 'handling', lead: 'water-bureau' })
const open = (change: Partial<IncidentDetail>, user: Partial<Session['user']> = {}): Promise<Page> =>
  openPage(IncidentFacts, {
    props: { detail: detail({ row: led, reporter: MASKED, callable: true, ...change }), acting: true },
    user,
    route: '/incident/:id',
    name: 'incident',
  })
const department = (id: string): Partial<Session['user']> => ({ role: 'department', department: id })

describe('who reported it', () => {
  it('is masked for the lead department until it asks, which is logged; then the number can be called', async () => {
    answer(ASK, () => ({ body: { name: '王芳', phone: '138 0525 2211' } }))
    const page = await open({ acts: ['contact'] }, department('water-bureau'))
    expect(page.text()).toContain('138****2211')
    expect(document.querySelector('a[href^="tel:"]')).toBeNull()
    expect(page.text()).toContain('查看记入审计日志')

    await page.press('显示联系方式')
    expect(askedOf(ASK)).toHaveLength(1)
    expect(page.text()).toContain('王芳')
    expect(page.link('138 0525 2211').getAttribute('href')).toBe('tel:13805252211')
    expect(page.buttons()).not.toContain('显示联系方式')
  })

  it.each<[string, Partial<IncidentDetail>, Partial<Session['user']>]>([
    ['a department that assists', { acts: ['contact'] }, department('traffic-police')],
    ['the lead once it has nobody to call', { acts: ['progress'] }, department('water-bureau')],
    ['a leader', { acts: ['supervise'] }, { role: 'leader' }],
  ])('stays masked for %s', async (_, change, user) => {
    const page = await open(change, user)
    expect(page.text()).toContain('138****2211')
    expect(page.buttons()).not.toContain('显示联系方式')
  })

  it('is nobody where the hub tells this reader nothing', async () => {
    const page = await open({ reporter: undefined } as never, { role: 'collector' })
    expect(page.text()).not.toContain('上报人')
  })

  it('says in the language of the page why it was not shown', async () => {
    answer(ASK, () => problem(403, { detailText: { zh: '仅主办部门可看', en: 'For the lead department only' } }))
    const page = await open({ acts: ['contact'] }, department('water-bureau'))
    await page.press('显示联系方式')
    expect(document.querySelector('[role="alert"]')?.textContent).toBe('没有取到联系方式：仅主办部门可看')
    await setLocale('en')
    await page.settle()
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('For the lead department only')
    await setLocale('zh')
  })
})

describe('what is owed to them', () => {
  it('is a first contact by its time, and the way to record it', async () => {
    const page = await open({
      row: { ...led, contactDueAt: T0 + HOUR },
      acts: ['contact'],
    })
    expect(page.text()).toMatch(/前联系诉求人/)
    await page.press('联系诉求人…')
    expect(page.wrapper.emitted('ask')).toEqual([['contact', {}]])
  })
  it('says by how much it is late', async () => {
    const page = await open({ row: { ...led, contactDueAt: T0 - 2 * HOUR }, acts: [] })
    expect(page.text()).toContain('联系已超期 2 时')
    expect(page.buttons()).not.toContain('联系诉求人…')
  })
  it('shows every call-back, newest first, and whether they count', async () => {
    const page = await open({
      row: { ...led, state: 'closed', rating: 'dissatisfied' },
      contactedAt: T0 - 9 * HOUR,
      callBacks: [
        { at: T0 - 2 * HOUR, by: '陈立' },
        { at: T0 - HOUR, by: '赵敏', rating: 'dissatisfied', solved: false, note: '水又漫上来了' },
      ],
      acts: ['callBack'],
    } as never)
    const calls = [...document.querySelectorAll('blockquote, ul strong')].map((e) => e.textContent)
    expect(calls).toEqual(['不满意', '水又漫上来了', '未联系上'])
    expect(page.text()).toContain('不认可解决')
    expect(page.text()).toContain('评价计入满意率')
    await page.press('回访…')
    expect(page.wrapper.emitted('ask')).toEqual([['callBack', {}]])
    expect(await axeFindings()).toEqual([])
  })
  it('is nothing where nobody can be called', async () => {
    const page = await open({ callable: false, row: { ...led, contactDueAt: T0 + HOUR }, acts: ['contact'] })
    expect(page.text()).not.toContain('联系与回访')
  })
})
