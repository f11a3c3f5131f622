// The report that is being written: the log's draft until a hand changes it. What was typed for one that is due no more is kept apart.
import { computed, shallowRef } from 'vue'
import { useOpenForm } from '../../drafts/openForms.ts'
import type { ReportLine } from '../../emergency/read.ts'
import type { Acts } from '../../emergency/useActs.ts'

/** A number alone is not enough: the follow-up that was due becomes the final report when it ends. */
export type ReportKey = Pick<ReportLine, 'n' | 'kind'>
interface Typed extends ReportKey {
  readonly text: string
  /** The log's draft when the hand began. */
  readonly over: string
}
export const isReport =
  (of: ReportKey | undefined) =>
  (one: ReportKey): boolean =>
    one.n === of?.n && one.kind === of.kind

/** `textOf`: the log's draft, or what was handed in. */
export function useReportDraft(due: () => ReportLine | undefined, textOf: (of: ReportKey) => string) {
  const typed = shallowRef<readonly Typed[]>([])
  const sending = shallowRef<ReportKey>()
  const mine = computed(() => typed.value.find(isReport(due())))
  const drop = (of: ReportKey): void => {
    typed.value = typed.value.filter((one) => !isReport(of)(one))
  }
  const text = computed({
    get: () => {
      const of = due()
      return of === undefined ? '' : (mine.value?.text ?? textOf(of))
    },
    set: (next) => {
      const of = due()
      if (of === undefined) return
      const over = mine.value?.over ?? textOf(of)
      drop(of)
      typed.value = [...typed.value, { n: of.n, kind: of.kind, text: next, over }]
    },
  })
  /** Typed for a report that a colleague handed in, or that an end has made another; not what reached the hub after all. */
  const left = computed(() =>
    typed.value.filter(
      (one) => one !== mine.value && !isReport(sending.value)(one) && one.text.trim() !== textOf(one).trim(),
    ),
  )
  async function send(act: Acts['act']): Promise<void> {
    const of = due()
    if (of === undefined) return
    const { n, kind } = of
    sending.value = of
    if (await act({ type: 'report', n, kind, text: text.value.trim() })) drop(of)
    sending.value = undefined
  }
  // A new version of the page waits for what is typed and not handed in yet.
  useOpenForm(() => typed.value.length > 0)
  return {
    text,
    own: computed(() => mine.value !== undefined),
    /** The log has more by now than what was changed by hand. */
    outdated: computed(() => mine.value !== undefined && mine.value.over !== textOf(mine.value)),
    left,
    drop,
    send,
  }
}
