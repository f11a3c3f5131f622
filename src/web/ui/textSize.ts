// Size of text on every page but the wall, whose sizes follow from where people stand. public/theme.js sets it before the first
// paint from the copy on this device; this file changes it afterwards.
import { computed, shallowRef } from 'vue'
import type { Settings } from '../../wire/settings.ts'
import './text-size.css'

export type TextSize = NonNullable<Settings['textSize']>
export const TEXT_SIZES = ['normal', 'large', 'largest'] as const satisfies readonly TextSize[]
const KEY = 'yiwang.text'

function stored(): TextSize {
  try {
    return TEXT_SIZES.find((size) => size === localStorage.getItem(KEY)) ?? 'normal'
  } catch {
    return 'normal'
  }
}

/** The size chosen, whether or not the page in front shows it. */
export const textSize = shallowRef<TextSize>(stored())
/** How much larger than normal, as text-size.css has it: for the few sizes that are reckoned with in script. */
export const TEXT_SCALES: Readonly<Record<TextSize, number>> = { normal: 1, large: 1.36, largest: 1.58 }
export const textScale = computed(() => TEXT_SCALES[textSize.value])
let wall = false

function show(): void {
  if (wall || textSize.value === 'normal') delete document.documentElement.dataset['text']
  else document.documentElement.dataset['text'] = textSize.value
}
export function chooseTextSize(next: TextSize): void {
  textSize.value = next
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  show()
}
/** The wall keeps its own sizes without the choice being forgotten. */
export function showTextSize(onWall: boolean): void {
  wall = onWall
  show()
}
