// The page's address and the counts it asks for; the last answer stays while a newer one loads.
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { QualityPage } from '../../../wire/signs.ts'
import { getQuality } from '../../api/quality.ts'
import { useFetch, type Fetched } from '../../api/useFetch.ts'
import { hubClock } from '../../live/clock.ts'
import { fromQuery, toAsked, toQuery, type Address } from './address.ts'

export interface QualityDesk {
  readonly address: ComputedRef<Address>
  readonly fetched: Fetched<QualityPage>
  /** A choice set to undefined is taken back. */
  readonly choose: (change: { readonly [K in keyof Address]?: Address[K] | undefined }) => void
}

export function useQuality(): QualityDesk {
  const route = useRoute()
  const router = useRouter()
  const address = computed(() => fromQuery(route.query))
  const fetched = useFetch(
    () => address.value,
    (asked) => getQuality(toAsked(asked, hubClock.now())),
    (now, before) => now.by === before.by && now.feed === before.feed && now.department === before.department,
  )
  return {
    address,
    fetched,
    choose(change) {
      const next = Object.fromEntries(
        Object.entries({ ...address.value, ...change }).filter(([, value]) => value !== undefined),
      ) as unknown as Address
      void router.replace({ query: toQuery(next) })
    },
  }
}
