// Silence for a while: it ends by itself, and with the sign-in it was asked for in. Never kept anywhere.
import { computed, shallowRef } from 'vue'

export const MUTE_MINUTES = [5, 15, 30] as const

/** Hub time until which nothing sounds, epoch ms; 0: not muted. */
const until = shallowRef(0)
export const mutedUntil = computed(() => until.value)
export const mute = (now: number, minutes: number): void => void (until.value = now + minutes * 60_000)
export const unmute = (): void => void (until.value = 0)
/** ms of silence left. */
export const muteLeft = (now: number): number => Math.max(0, until.value - now)
