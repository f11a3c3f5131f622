// Dark or light. public/theme.js sets it before the first paint from the copy on this device; this file changes it afterwards.
// The wall is always dark.
import { shallowRef } from 'vue'
import type { Settings } from '../../wire/settings.ts'

export type Theme = 'dark' | 'light'
/** `system`: as the device wants it, also when it changes its mind in the evening. */
export type ThemeChoice = NonNullable<Settings['theme']>
export const THEME_CHOICES = ['system', 'dark', 'light'] as const satisfies readonly ThemeChoice[]
const KEY = 'yiwang.theme'

const shown = (): Theme => (document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark')
/** The theme on screen; maps and charts rebuild their colours from it. */
export const theme = shallowRef<Theme>(shown())

function stored(): ThemeChoice {
  let kept: string | null = null
  try {
    kept = localStorage.getItem(KEY)
  } catch {
    // Storage may be forbidden; the system's preference serves.
  }
  return kept === 'dark' || kept === 'light' ? kept : 'system'
}
/** What was chosen, whether or not the page in front shows it. */
export const themeChoice = shallowRef<ThemeChoice>(stored())

const system = matchMedia('(prefers-color-scheme: light)')
let forced: Theme | undefined
const fromSystem = (): Theme => (system.matches ? 'light' : 'dark')
function show(): void {
  const next = forced ?? (themeChoice.value === 'system' ? fromSystem() : themeChoice.value)
  document.documentElement.dataset['theme'] = next
  theme.value = next
}
system.addEventListener('change', show)

/** Shows the right theme for a page; `always` overrides the choice without forgetting it. */
export function showTheme(always?: Theme): void {
  forced = always
  show()
}

export function chooseTheme(next: ThemeChoice): void {
  themeChoice.value = next
  try {
    if (next === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, next)
  } catch {
    // The choice then lasts as long as the page.
  }
  show()
}

/** Current value of a token, for canvases that cannot use CSS variables. */
export const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
