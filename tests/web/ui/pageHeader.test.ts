// @vitest-environment happy-dom
// Head of a page: the place one is at is marked with a case open too, a menu for what a phone has no room for, places a role may read.
import { describe, expect, it } from 'vitest'
import PageHeader from '../../../src/web/ui/PageHeader.vue'
import { placesFor } from '../../../src/web/ui/places.ts'
import { axeFindings, openPage } from '../support/page.ts'
import { BRIEF_READERS } from '../../../src/server/http/access.ts'
import { ROLES } from '../../../src/wire/api.ts'

describe('head of a page', () => {
  it.each(['/duty', '/duty/YZ-20261121-000123'])('marks the desk at %s', async (path) => {
    const page = await openPage(PageHeader, {
      path,
      route: '/duty/:id?',
      name: 'duty',
      props: { title: '值班台' },
      user: {},
    })
    expect(page.link('值班台').getAttribute('aria-current')).toBe('page')
    expect(page.link('简报').getAttribute('aria-current')).toBeNull()
  })

  it('folds its tools behind one button, which Escape and a new page close', async () => {
    const page = await openPage(PageHeader, { props: { title: '值班台' }, user: {} })
    const menu = page.button('更多')
    const controlled = document.getElementById(menu.getAttribute('aria-controls') ?? '')
    expect(controlled?.contains(page.button('退出'))).toBe(true)
    await page.press('更多')
    expect(menu.getAttribute('aria-expanded')).toBe('true')
    menu.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await page.settle()
    expect(menu.getAttribute('aria-expanded')).toBe('false')
    await page.press('更多')
    await page.router.push('/brief')
    await page.settle()
    expect(menu.getAttribute('aria-expanded')).toBe('false')
    expect(await axeFindings()).toEqual([])
  })
})

it('leads whoever sees vital signs to comparing them', () => {
  const of = (name: string) => ROLES.filter((role) => placesFor(role).some((place) => place.name === name))
  expect(of('compare')).toEqual(of('signs'))
  expect(of('compare')).toContain('department')
})

it('leads nobody to the brief who may not read it', () => {
  const led = ROLES.filter((role) => placesFor(role).some((place) => place.name === 'brief'))
  expect(led.filter((role) => !(BRIEF_READERS as readonly string[]).includes(role))).toEqual([])
  expect(led).toContain('leader')
})
