// How the hub itself is: readiness, feeds, rates. One row per hub.
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { rowKey, type Status } from '../../wire/views.ts'
import { liveRows } from './rows.ts'

export const useStatus = defineStore('status', () => {
  const live = liveRows<Status>(rowKey.status, (a, b) => a.at < b.at)
  const hubs = computed(() => [...live.rows.value.values()])
  /** The hub that spoke last; several hubs share feeds, so its list is the whole. */
  const newest = computed(() => hubs.value.reduce<Status | undefined>((n, s) => (n && n.at >= s.at ? n : s), undefined))
  const feeds = computed(() => newest.value?.feeds ?? [])
  const simulated = computed(() => newest.value?.simulation.on === true)
  return { ...live, hubs, newest, feeds, simulated }
})
