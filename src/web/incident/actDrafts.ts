// Drafts of the act forms of a page: kept on the shelf field by field, their photos beside them, by account, case and act.
import { onScopeDispose, reactive } from 'vue'
import type { AskedAct } from '../../wire/acts.ts'
import { photosOfDraft } from '../drafts/photos.ts'
import { privateShelf, shelf, type Shelf } from '../drafts/shelf.ts'
import { ACT_FIELDS } from '../../wire/acts.ts'
import { isAct, type Draft } from './actForm.ts'
import { createPhotoQueue, type PhotoQueue } from './photoQueue.ts'

/** What a caller said is written in these: it stays in the tab. */
const OF_CALLERS: ReadonlySet<AskedAct> = new Set(['contact', 'callBack'])
const shelfOf = (act: AskedAct): Shelf => (OF_CALLERS.has(act) ? privateShelf : shelf)

export interface ActDrafts {
  readonly get: (incident: string, act: AskedAct | undefined) => Draft
  readonly has: (incident: string, act: AskedAct) => boolean
  /** What was typed before, over a first draft made of what the hub recommends. */
  readonly begin: (incident: string, act: AskedAct, first: Draft) => void
  readonly change: (incident: string, act: AskedAct, change: Partial<Draft>) => void
  readonly drop: (incident: string, act: AskedAct) => void
  readonly photos: (incident: string, act: AskedAct | undefined) => PhotoQueue
  readonly retryPhotos: () => void
  /** The act whose form stood open with something typed in it. */
  readonly lastOpen: (incident: string) => AskedAct | undefined
  readonly opened: (incident: string, act: AskedAct | undefined) => void
}

export function useActDrafts(account: () => string | undefined): ActDrafts {
  const drafts = reactive(new Map<string, Draft>())
  const queues = new Map<string, PhotoQueue>()
  const follows = new Map<string, () => void>()
  onScopeDispose(() => follows.forEach((stop) => stop()))
  const nameOf = (incident: string, act: AskedAct | undefined): string => `case/${incident}/${act ?? ''}`
  const placeOf = (incident: string): string => `case/${incident}`

  function photos(incident: string, act: AskedAct | undefined): PhotoQueue {
    const name = nameOf(incident, act)
    const known = queues.get(name)
    if (known !== undefined) return known
    const who = account()
    const takes = act !== undefined && 'photos' in ACT_FIELDS[act]
    const keeper = who === undefined || !takes ? undefined : photosOfDraft(who, name)
    const queue = createPhotoQueue(keeper === undefined ? {} : { keeper })
    queues.set(name, queue)
    void keeper?.list().then((kept) => {
      queue.restore(kept)
      return queue.retry()
    })
    return queue
  }

  return {
    photos,
    get: (incident, act) => drafts.get(nameOf(incident, act)) ?? {},
    has: (incident, act) => drafts.has(nameOf(incident, act)),
    begin(incident, act, first) {
      const name = nameOf(incident, act)
      const who = account()
      drafts.set(name, { ...first, ...(who === undefined ? {} : (shelfOf(act).read(who, name) as Draft | undefined)) })
      if (who === undefined || follows.has(name)) return
      // The other tab's words come in as they are typed; a form that was sent there stays here until it is.
      const stop = shelfOf(act).follow(who, name, (fields) => {
        if (fields !== undefined) drafts.set(name, { ...drafts.get(name), ...(fields as Draft) })
      })
      follows.set(name, stop)
    },
    change(incident, act, change) {
      const name = nameOf(incident, act)
      drafts.set(name, { ...drafts.get(name), ...change })
      const who = account()
      if (who === undefined) return
      shelfOf(act).write(who, name, change)
      shelf.write(who, placeOf(incident), { act })
    },
    drop(incident, act) {
      const name = nameOf(incident, act)
      drafts.delete(name)
      queues.get(name)?.clear()
      const who = account()
      if (who === undefined) return
      shelfOf(act).drop(who, name)
      shelf.drop(who, placeOf(incident))
    },
    retryPhotos: () => queues.forEach((queue) => void queue.retry()),
    lastOpen(incident) {
      const who = account()
      const act = who === undefined ? undefined : shelf.read(who, placeOf(incident))?.['act']
      return typeof act === 'string' && isAct(act) ? act : undefined
    },
    opened(incident, act) {
      const who = account()
      if (who !== undefined && act === undefined) shelf.drop(who, placeOf(incident))
    },
  }
}
