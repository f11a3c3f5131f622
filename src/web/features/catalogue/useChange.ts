// From a draft or a file to the catalogue in force: preview, conflict, commit. Nothing typed is lost on the way.
import { shallowRef } from 'vue'
import type { CatalogueChange, CataloguePreview } from '../../../wire/catalogue.ts'
import { commitChanges, getEntries, previewDraft, previewFile } from '../../api/catalogue.ts'
import { toProblem, type ApiProblem } from '../../api/client.ts'
import { useBusy } from '../../api/useBusy.ts'
import { clashes, rebase, toChanges, type Clash } from './draft.ts'
import type { DraftDesk } from './useDraft.ts'

export interface Shown {
  readonly from: 'draft' | 'file'
  /** Name of the file. */
  readonly file?: string
  readonly result: CataloguePreview
}
export interface Conflict {
  readonly problem?: ApiProblem
  readonly found: readonly Clash[]
  readonly version: string
}

const CONFLICT = 409

export function useChange(desk: DraftDesk, onDone: (version: string) => void) {
  const shown = shallowRef<Shown>()
  const conflict = shallowRef<Conflict>()
  const { busy, problem, run } = useBusy()

  /** What is in force now, against what the draft began from. */
  async function compare(told?: ApiProblem): Promise<Conflict | undefined> {
    const draft = desk.draft.value
    if (draft === undefined) return undefined
    const kinds = [...new Set(draft.changes.map((c) => c.kind))]
    const pages = await Promise.all(kinds.map(async (kind) => ({ kind, page: await getEntries(kind) })))
    const version = pages[0]?.page.version ?? draft.version
    const found = pages.flatMap(({ kind, page }) => clashes(draft, kind, page.entries))
    return { found, version, ...(told === undefined ? {} : { problem: told }) }
  }

  async function ask(): Promise<void> {
    const draft = desk.draft.value
    if (draft === undefined) return
    let result: CataloguePreview | undefined
    let told: ApiProblem | undefined
    try {
      result = await previewDraft({ version: draft.version, changes: toChanges(draft) })
    } catch (error) {
      told = toProblem(error)
      if (told.status !== CONFLICT) throw error
    }
    if (result?.version === draft.version) {
      shown.value = { from: 'draft', result }
      return
    }
    const now = await compare(told)
    if (now === undefined) return
    if (now.found.length > 0) {
      conflict.value = now
      return
    }
    // Others changed other entries: nothing to decide, only to look again.
    desk.replace(rebase(draft, [], now.version))
    const again = await previewDraft({ version: now.version, changes: toChanges(draft) })
    shown.value = { from: 'draft', result: again }
  }

  const preview = (): Promise<void> => {
    conflict.value = undefined
    return run(ask)
  }
  const read = (file: File): Promise<void> =>
    run(async () => {
      shown.value = { from: 'file', file: file.name, result: await previewFile(file) }
    })

  function wishes(s: Shown): CatalogueChange[] {
    if (s.from === 'draft') return desk.draft.value === undefined ? [] : toChanges(desk.draft.value)
    return s.result.changes
      .filter((c) => c.how !== 'same')
      .map(({ kind, id, how, after }) => ({ kind, id, ...(how === 'ended' ? {} : { body: after }) }))
  }
  const commit = (reason: string): Promise<void> =>
    run(async () => {
      const s = shown.value
      if (s === undefined) return
      try {
        const version = await commitChanges({ version: s.result.version, changes: wishes(s), reason })
        shown.value = undefined
        if (s.from === 'draft') desk.replace(undefined)
        onDone(version)
      } catch (error) {
        const told = toProblem(error)
        if (told.status !== CONFLICT || s.from === 'file') throw error
        shown.value = undefined
        conflict.value = await compare(told)
      }
    })

  /** Mine on top of theirs, and a new look at what that would change. */
  function keepMine(): Promise<void> {
    const c = conflict.value
    const draft = desk.draft.value
    if (c !== undefined && draft !== undefined) desk.replace(rebase(draft, c.found, c.version))
    return preview()
  }
  function dropMine(clash: Clash): void {
    desk.drop(clash.mine.kind, clash.mine.id)
    const c = conflict.value
    if (c === undefined) return
    const found = c.found.filter((f) => f !== clash)
    conflict.value = found.length === 0 ? undefined : { ...c, found }
  }

  return {
    shown,
    conflict,
    problem,
    busy,
    preview,
    read,
    commit,
    keepMine,
    dropMine,
    forget: () => (problem.value = undefined),
    leave: () => (shown.value = undefined),
    dismiss: () => (conflict.value = undefined),
  }
}
export type Change = ReturnType<typeof useChange>
