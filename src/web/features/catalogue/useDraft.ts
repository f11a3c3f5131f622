// The draft of this tab: kept over a reload, tied to the account, gone with the tab.
import { shallowRef, watch, type ShallowRef } from 'vue'
import type { CatalogueKind } from '../../../wire/catalogue.ts'
import { useSession } from '../../stores/session.ts'
import { dropChange, putChange, readDraft, writeDraft, type Draft, type DraftChange } from './draft.ts'

const KEY = 'yiwang.catalogue.draft'

export interface DraftDesk {
  readonly draft: Readonly<ShallowRef<Draft | undefined>>
  /** `version`: of the page the change began from; an older draft keeps its own. */
  readonly put: (change: DraftChange, version: string) => void
  readonly drop: (kind: CatalogueKind, id: string) => void
  readonly replace: (draft: Draft | undefined) => void
}

export function useDraft(): DraftDesk {
  const user = useSession().user?.id ?? ''
  const draft = shallowRef<Draft | undefined>(stored(user))
  watch(draft, (now) => {
    try {
      if (now === undefined) sessionStorage.removeItem(KEY)
      else sessionStorage.setItem(KEY, writeDraft(now, user))
    } catch {
      // Storage may be forbidden or full; the draft then lasts as long as the page.
    }
  })
  return {
    draft,
    put: (change, version) => (draft.value = putChange(draft.value, change, version)),
    drop(kind, id) {
      if (draft.value !== undefined) draft.value = dropChange(draft.value, kind, id)
    },
    replace: (next) => (draft.value = next),
  }
}

function stored(user: string): Draft | undefined {
  try {
    return readDraft(sessionStorage.getItem(KEY), user)
  } catch {
    return undefined
  }
}
