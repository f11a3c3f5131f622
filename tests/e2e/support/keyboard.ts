// People who work by keyboard alone: what they press, where the focus is then, and proof that no pointer was used.
import type { Page } from '@playwright/test'
import type { Act } from '../../../src/core/incident/inputs.ts'
import type { HubProcess } from './hub.ts'
import { actsOf, offer } from './case.ts'
import { phrases as signin } from '../../../src/web/i18n/signin.zh.ts'
import { expect, submitOf, type People, type Size } from './people.ts'

/** Further than any field of a page is from another. */
const MOST_TABS = 90

/** What has the focus, as a reader of the screen would hear it; «body» is nowhere. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const el = document.activeElement
    if (el === null || el === document.body) return 'body'
    const labels = 'labels' in el ? [...((el as HTMLInputElement).labels ?? [])].map((one) => one.textContent) : []
    const by = el.getAttribute('aria-labelledby')
    const named = [
      el.getAttribute('aria-label'),
      by === null ? null : document.getElementById(by)?.textContent,
      ...labels,
    ]
    const words = named.find((one) => (one ?? '').trim() !== '') ?? el.textContent
    return `${el.tagName.toLowerCase()} ${words.replace(/\s+/g, ' ').trim()}`
  })

export class Keyboard {
  private pointed: string[] = []

  private constructor(readonly page: Page) {}

  /** A browser whose pointer is watched, with the sign-in page open. */
  static async open(people: People, hub: HubProcess, size: Size = 'desk'): Promise<Keyboard> {
    const page = await people.open(size)
    const keyboard = new Keyboard(page)
    // The browser is told once, and long before: told in the moment of the press, it may open a dialog of its own that nobody sees.
    page.on('filechooser', () => undefined)
    await page.exposeFunction('toldOfPointer', (what: string) => void keyboard.pointed.push(what))
    await page.addInitScript(() => {
      const told = (event: Event): void => {
        const { toldOfPointer } = window as unknown as { toldOfPointer: (what: string) => void }
        toldOfPointer(`${event.type} on ${(event.target as Element).tagName}`)
      }
      for (const type of ['pointerdown', 'mousedown', 'mousemove', 'wheel', 'touchstart'])
        addEventListener(type, told, { capture: true, passive: true })
    })
    await page.goto(`${hub.url}/signin`)
    return keyboard
  }

  /** Every key in turn. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }
  type(text: string): Promise<void> {
    return this.page.keyboard.type(text)
  }
  /** Tabs on until what has the focus fits; fails where nothing does. */
  async tabTo(what: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const met: string[] = []
    for (let n = 0; n < MOST_TABS; n++) {
      const at = await focused(this.page)
      if (what.test(at)) return
      met.push(at)
      await this.page.keyboard.press(key)
    }
    throw new Error(`no ${String(what)} by ${key} from ${met.slice(0, 3).join(' → ')} … ${met.slice(-12).join(' → ')}`)
  }

  async signIn(username: string, password: string): Promise<void> {
    await expect(submitOf(this.page)).toBeVisible()
    await this.tabTo(new RegExp(`^input ${String(signin['username'])}`))
    await this.type(username)
    await this.press('Tab')
    await this.type(password)
    await this.press('Enter')
    await expect(this.page).not.toHaveURL(/\/signin/)
  }

  /** Opens the form of an act by the digit that its button shows, unless it stands open; the focus is in the form then. */
  async act(name: Act): Promise<void> {
    const button = offer(this.page, name)
    await expect(button).toBeVisible()
    // Digits follow the list: where it changed between reading and pressing, another form stands open, and the reader presses again.
    await expect(async () => {
      const digit = await button.getAttribute('aria-keyshortcuts')
      expect(digit, `the digit of ${name}`).toMatch(/^[1-9]$/)
      if ((await button.getAttribute('aria-expanded')) !== 'true' || !(await this.inForm())) {
        if (await this.inForm()) await this.press('Escape')
        await this.press(digit ?? '')
        await expect(button).toHaveAttribute('aria-expanded', 'true', { timeout: 1_000 })
      }
    }).toPass({ timeout: 20_000 })
    await expect.poll(() => this.inForm()).toBe(true)
  }
  private inForm(): Promise<boolean> {
    return actsOf(this.page).evaluate((acts) => acts.querySelector('form')?.contains(document.activeElement) === true)
  }
  /** Ctrl+Enter; afterwards the focus is somewhere. */
  async send(): Promise<void> {
    await this.press('Control+Enter')
    await expect.poll(() => focused(this.page)).not.toBe('body')
  }

  /** Chooses files in the dialog that a file field opens by Enter. */
  async addPhoto(buffer: Buffer): Promise<void> {
    await this.tabTo(/^(?:input|button|label).*(?:添加照片)/)
    const chooser = this.page.waitForEvent('filechooser')
    await this.press('Enter')
    await (await chooser).setFiles({ name: 'site.png', mimeType: 'image/png', buffer })
    await expect(actsOf(this.page).locator('[data-state="sent"] img')).toBeVisible()
  }

  expectNoPointer(): void {
    expect(this.pointed, 'pointer events').toEqual([])
  }
}
