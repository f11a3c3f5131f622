// The report that is being written: the log's draft until a hand changes it. What was typed for one that is due no more is kept apart.
// All of it stays on the shelf of its emergency: another page, a reload or a sign-in that ran out loses none.
import { computed, onScopeDispose, shallowRef } from 'vue'
import { useOpenForm } from '../../drafts/openForms.ts'
import { shelf } from '../../drafts/shelf.ts'
import type { ReportLine } from '../../emergency/read.ts'
import type { Acts } from '../../emergency/useActs.ts'
import { useSession } from '../../stores/session.ts'

/** A number alone is not enough: the follow-up that was due becomes the final report when it ends. */
export type ReportKey = Pick<ReportLine, 'n' | 'kind'>
interface Words {
  readonly text: string
  /** The log's draft when the hand began. */
  readonly over: string
}
type Typed = ReportKey & Words
export const isReport =
  (of: ReportKey | undefined) =>
  (one: ReportKey): boolean =>
    one.n === of?.n && one.kind === of.kind

const fieldOf = ({ n, kind }: ReportKey): string => `${kind}/${n}`
function kept(fields: Readonly<Record<string, unknown>> | undefined): readonly Typed[] {
  return Object.entries(fields ?? {}).flatMap(([field, words]) => {
    const [, kind, n] = /^(first|follow|final)\/(\d+)$/.exec(field) ?? []
    const { text, over } = (words ?? {}) as Partial<Words>
    if (kind === undefined || typeof text !== 'string' || typeof over !== 'string') return []
    return [{ n: Number(n), kind: kind as ReportKey['kind'], text, over }]
  })
}

/** `emergency`: its id. `textOf`: the log's draft, or what was handed in. */
export function useReportDraft(
  emergency: string,
  due: () => ReportLine | undefined,
  textOf: (of: ReportKey) => string,
) {
  const account = useSession().user?.id ?? ''
  const name = `emergency/${emergency}`
  const typed = shallowRef(kept(shelf.read(account, name)))
  onScopeDispose(shelf.follow(account, name, (fields) => (typed.value = kept(fields))))
  function put(of: ReportKey, words: Words | undefined): void {
    const others = typed.value.filter((one) => !isReport(of)(one))
    typed.value = words === undefined ? others : [...others, { n: of.n, kind: of.kind, ...words }]
    shelf.write(account, name, { [fieldOf(of)]: words })
  }
  const drop = (of: ReportKey): void => put(of, undefined)
  const sending = shallowRef<ReportKey>()
  const mine = computed(() => typed.value.find(isReport(due())))
  const text = computed({
    get: () => {
      const of = due()
      return of === undefined ? '' : (mine.value?.text ?? textOf(of))
    },
    set: (next) => {
      const of = due()
      if (of === undefined) return
      put(of, { text: next, over: mine.value?.over ?? textOf(of) })
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
  useOpenForm(() => mine.value !== undefined || left.value.length > 0)
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
