// What must hold for any screen in any state: it stands still, fits, speaks words and passes the rules of accessibility.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type * as axeCore from 'axe-core'
import { phrases as en } from '../../../src/web/i18n/ui.en.ts'
import { phrases as zh } from '../../../src/web/i18n/ui.zh.ts'
import { ROOT } from './hub.ts'
import { expect } from './people.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS: axeCore.RunOnly = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }
const CHANGED: axeCore.RunOnly = {
  type: 'rule',
  values: ['color-contrast', 'link-in-text-block', 'target-size', 'html-has-lang', 'html-lang-valid', 'valid-lang'],
}
const GRAVE: ReadonlySet<string | null | undefined> = new Set(['serious', 'critical'])

/** Names of the phrase files: a phrase that is missing shows as `<name>.<key>`. */
const NAMES = readdirSync(join(ROOT, 'src/web/i18n')).flatMap((file) => /^(\w+)\.zh\.ts$/.exec(file)?.[1] ?? [])
const NOT_WORDS = new RegExp(
  `\\b(?:${NAMES.join('|')})\\.(?!json\\b)[a-zA-Z]\\w*(?:\\.\\w+)*|\\{[a-zA-Z]+\\}|\\bundefined\\b|\\bNaN\\b|\\[object`,
  'g',
)
const words = (name: string): string => `^(?:${String(zh[name])}|${String(en[name])})`
const either = (name: string): RegExp => new RegExp(words(name))

/** Nothing is being loaded any more, and nothing failed to. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: either('loading') })).toHaveCount(0, { timeout: 45_000 })
  await expect(page.getByText(either('mapLoading'))).toHaveCount(0, { timeout: 45_000 })
  await expect(page.getByText(either('mapUndrawable'))).toHaveCount(0)
  await expect(
    page.getByRole('alert').filter({ has: page.getByRole('button', { name: either('retry') }) }),
  ).toHaveCount(0)
}

/** What axe is asked about: all of a page; what another language and theme changed; nothing, where it has heard the like before. */
export type Asked = 'all' | 'changed' | 'nothing'
/** Everything that is wrong with what is shown, in words. */
export const faults = async (page: Page, asked: Asked = 'all'): Promise<string[]> => [
  ...(await misfits(page)),
  ...(asked === 'nothing' ? [] : await inaccessible(page, asked === 'all' ? TAGS : CHANGED)),
]

/** What is wider than the screen, no words, or hardly anything. */
async function misfits(page: Page): Promise<string[]> {
  const seen = await page.evaluate(() => {
    const root = document.documentElement
    const named = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].map((el) =>
      ['aria-label', 'title', 'placeholder', 'alt'].map((name) => el.getAttribute(name) ?? '').join(' '),
    )
    const wide = [...document.querySelectorAll('body *')]
      .filter((el) => el.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(-3)
      .map((el) => `${el.tagName.toLowerCase()}.${String(el.getAttribute('class'))}`)
    return {
      overflow: root.scrollWidth - root.clientWidth,
      wide,
      text: [document.title, document.body.innerText, ...named].join('\n'),
      main: document.querySelector('main')?.innerText.trim().length ?? 0,
    }
  })
  return [
    ...(seen.overflow > 0 ? [`wider than the screen by ${seen.overflow} px: ${seen.wide.join(', ')}`] : []),
    ...new Set([...seen.text.matchAll(NOT_WORDS)].map(([what]) => `not words: ${what}`)),
    ...(seen.main < 20 ? [`the main part holds ${seen.main} characters`] : []),
  ]
}

/** What axe finds serious or critical. Evaluated, not loaded: the page's policy lets no foreign script in. */
async function inaccessible(page: Page, runOnly: axeCore.RunOnly): Promise<string[]> {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(async (runOnly): Promise<axeCore.AxeResults> => {
    const { axe } = window as unknown as { axe: typeof axeCore }
    return axe.run(document, { runOnly, resultTypes: ['violations'] })
  }, runOnly)
  return violations
    .filter(({ impact }) => GRAVE.has(impact))
    .flatMap(({ id, impact, help, nodes }) =>
      nodes
        .slice(0, 4)
        .map(
          (node) =>
            `axe ${String(impact)} ${id} (${help}): ${node.html.slice(0, 160)} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
        ),
    )
}

/** The head's tools stand behind a menu where the screen is narrow. */
async function tool(page: Page, name: RegExp): Promise<void> {
  const button = page.getByRole('button', { name })
  // A case has a «more» of its own, and so have the places in the head.
  const menu = page.getByRole('banner').getByRole('button', { name: new RegExp(`${words('menu')}$`) })
  if ((await menu.isVisible()) && (await menu.getAttribute('aria-expanded')) === 'false') await menu.click()
  await button.click()
  // Closed again: what it covers is looked at next.
  if (await menu.isVisible()) await menu.click()
}
export const toggleTheme = (page: Page): Promise<void> =>
  tool(page, new RegExp(`${either('toLight').source}|${either('toDark').source}`))
export const toggleLanguage = (page: Page): Promise<void> => tool(page, /^(English|中文)$/)
