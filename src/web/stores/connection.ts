// Whether this page hears the hub: link state and silence. Every screen greys what it shows when it does not.
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

export type ConnectionState = 'connecting' | 'up' | 'silent' | 'down' | 'refused'

export const useConnection = defineStore('connection', () => {
  const link = shallowRef<'connecting' | 'up' | 'down' | 'refused'>('connecting')
  /** Local time since when the link is as it is. */
  const since = shallowRef(Date.now())
  const silent = shallowRef(false)
  /** Hub time of what this device kept, while that is what is on screen. */
  const keptAt = shallowRef<number>()
  const state = computed<ConnectionState>(() => (link.value === 'up' && silent.value ? 'silent' : link.value))
  /** What is on screen is current. */
  const current = computed(() => state.value === 'up')
  return { link, since, silent, keptAt, state, current }
})
