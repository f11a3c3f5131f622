// @vitest-environment happy-dom
// A style sheet that does not come is asked for until it does, and nothing that has come or is still on its way is touched.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepSheets, renewSheets } from '../../src/web/sheets.ts'

/** Whether style sheets come: this browser fetches none, and says at once which it was told. */
const { settings } = (window as unknown as { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: boolean } } })
  .happyDOM
const comes = (is: boolean): void => void (settings.handleDisabledFileLoadingAsSuccess = is)

const links = (): HTMLLinkElement[] => [...document.head.querySelectorAll('link')]
function ask(href?: string): HTMLLinkElement {
  const link = document.createElement('link')
  Object.assign(link, { rel: 'stylesheet', ...(href === undefined ? {} : { href }) })
  document.head.append(link)
  return link
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('is asked for again every few seconds until it comes', async () => {
  keepSheets()
  comes(true)
  const there = ask('/there.css')
  const onItsWay = ask()
  comes(false)
  const first = ask('/lost.css')
  await vi.advanceTimersByTimeAsync(5_000)
  const second = links()[2]
  expect(second).not.toBe(first)
  expect(second?.href).toBe(first.href)
  comes(true)
  await vi.advanceTimersByTimeAsync(5_000)
  const third = links()[2]
  expect(third).not.toBe(second)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(links()).toEqual([there, onItsWay, third])
})

it('can be waited for: whoever needs it hears whether it came', async () => {
  comes(false)
  ask('/map.css')
  await expect(renewSheets()).rejects.toThrow('map.css')
  comes(true)
  await expect(renewSheets()).resolves.toBeUndefined()
  const [, , , map] = links()
  await renewSheets()
  expect(links()[3]).toBe(map)
})
