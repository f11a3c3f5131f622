// What another has changed in a brief while one was writing, told by sentence. Pure.
import type { BriefView, StatementView } from '../../../../wire/briefs.ts'
import type { Lang } from '../page.ts'

export type Difference =
  | { readonly what: 'reworded' | 'added' | 'removed'; readonly id: string; readonly text: string }
  | { readonly what: 'moved' }
  | { readonly what: 'state'; readonly state: BriefView['state'] }

const byId = (statements: readonly StatementView[]): ReadonlyMap<string, StatementView> =>
  new Map(statements.map((s) => [s.id, s]))

/** From the brief that was seen to the one that is. Figures that moved on by themselves are no one's change. */
export function differences(
  seen: Pick<BriefView, 'statements' | 'state'>,
  is: Pick<BriefView, 'statements' | 'state'>,
  lang: Lang,
): Difference[] {
  const [before, now] = [byId(seen.statements), byId(is.statements)]
  const out: Difference[] = []
  if (seen.state !== is.state) out.push({ what: 'state', state: is.state })
  for (const s of is.statements) {
    const old = before.get(s.id)
    const text = s.text[lang]
    if (old === undefined) out.push({ what: 'added', id: s.id, text })
    else if (s.written?.at !== old.written?.at || s.written?.by !== old.written?.by)
      out.push({ what: 'reworded', id: s.id, text })
  }
  for (const s of seen.statements) if (!now.has(s.id)) out.push({ what: 'removed', id: s.id, text: s.text[lang] })
  const kept = (from: readonly StatementView[], other: ReadonlyMap<string, StatementView>): string =>
    from.flatMap((s) => (other.has(s.id) ? [s.id] : [])).join()
  if (kept(seen.statements, now) !== kept(is.statements, before)) out.push({ what: 'moved' })
  return out
}
