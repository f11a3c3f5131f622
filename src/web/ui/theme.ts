// Dark or light. public/theme.js sets it before the first paint; this file changes it afterwards. The wall is always dark.
import { shallowRef } from 'vue'

export type Theme = 'dark' | 'light'
const KEY = 'yiwang.theme'

const shown = (): Theme => (document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark')
/** The theme on screen; maps and charts rebuild their colours from it. */
export const theme = shallowRef<Theme>(shown())

function chosen(): Theme {
  let stored: string | null = null
  try {
    stored = localStorage.getItem(KEY)
  } catch {
    // Storage may be forbidden; the system's preference serves.
  }
  if (stored === 'dark' || stored === 'light') return stored
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
}

/** Shows the right theme for a page; `always` overrides the choice without forgetting it. */
export function showTheme(always?: Theme): void {
  const next = always ?? chosen()
  document.documentElement.dataset['theme'] = next
  theme.value = next
}

export function toggleTheme(): void {
  const next: Theme = shown() === 'dark' ? 'light' : 'dark'
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // The choice then lasts as long as the page.
  }
  showTheme(next)
}

/** Current value of a token, for canvases that cannot use CSS variables. */
export const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
