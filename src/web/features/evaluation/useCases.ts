// The cases behind one figure, page by page.
import { computed, shallowRef, watch } from 'vue'
import { useBusy } from '../../api/useBusy.ts'
import { getEvaluationCases } from '../../api/evaluation.ts'
import { useFetch } from '../../api/useFetch.ts'
import type { EvaluationCases, EvaluationCasesQuery } from '../../../wire/evaluation.ts'

export function useCases(query: () => EvaluationCasesQuery | undefined) {
  const first = useFetch(query, getEvaluationCases)
  const later = shallowRef<readonly EvaluationCases[]>([])
  const { busy, problem: moreProblem, run } = useBusy()
  watch(first.value, () => {
    later.value = []
    moreProblem.value = undefined
  })
  const pages = computed(() => (first.value.value === undefined ? [] : [first.value.value, ...later.value]))
  const next = computed(() => pages.value.at(-1)?.next)

  async function more(): Promise<void> {
    const asked = query()
    const after = next.value
    if (asked === undefined || after === undefined) return
    await run(async () => {
      const page = await getEvaluationCases({ ...asked, after })
      // Another figure meanwhile: this page belongs to the old one.
      if (JSON.stringify(asked) === JSON.stringify(query())) later.value = [...later.value, page]
    })
  }

  return {
    rows: computed(() => pages.value.flatMap((page) => page.rows)),
    total: computed(() => first.value.value?.total),
    problem: first.problem,
    refresh: first.refresh,
    moreProblem,
    hasMore: computed(() => next.value !== undefined),
    busy,
    more,
  }
}
