// The room a chart has, measured before its first picture is made: a year of minutes is not drawn together twice.
import { onMounted, shallowRef, type ShallowRef } from 'vue'

export interface Room {
  readonly box: Readonly<ShallowRef<{ readonly width: number; readonly height: number }>>
  readonly measured: Readonly<ShallowRef<boolean>>
  readonly measure: (width?: number, height?: number) => void
}

/** `height`: what is assumed until it is known. */
export function useRoom(room: Readonly<ShallowRef<HTMLElement | null>>, height: number): Room {
  const box = shallowRef({ width: 800, height })
  const measured = shallowRef(false)
  function measure(wide = 0, high = 0): void {
    if (wide > 0 && high > 0 && (wide !== box.value.width || high !== box.value.height))
      box.value = { width: wide, height: high }
    measured.value = true
  }
  onMounted(() => measure(room.value?.clientWidth, room.value?.clientHeight))
  return { box, measured, measure }
}
