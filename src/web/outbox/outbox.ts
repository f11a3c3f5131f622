// Every act on a case goes through here: kept first, then sent in order; what the line, the rules or another officer stop stays,
// with its reason, until it is sent or somebody decides. Knows no component.
import type { ActCommand } from '../../wire/acts.ts'
import type { IncidentDetail } from '../../wire/api.ts'
import { isPassing, toProblem, type ApiProblem } from '../api/client.ts'
import type { Alone } from './alone.ts'
import { inOrder, isOnItsWay, occurredAt, ownVersion, withPhotos, type HeldPhoto, type OutboxEntry } from './entry.ts'
import { entries, reopened, room, taken } from './state.ts'
import { newKey } from '../api/newKey.ts'
import { StorageFull, type OutboxStore } from './store.ts'

/** What a form hands over. */
export type NewAct = Pick<OutboxEntry, 'key' | 'incident' | 'code' | 'title' | 'version' | 'input'> & {
  /** Photos in the order of the form: an id where the hub has it, the picture where it does not. */
  readonly photos: readonly (string | HeldPhoto)[]
  /** Whether the form that pressed is still on the screen; a refusal that finds nobody there stays here instead. */
  readonly isWatched?: () => boolean
}
/** `kept`: it waits here and the form may close. `refused`: the form stays, with the reason. */
export type Pressed =
  { readonly type: 'done' } | { readonly type: 'kept' } | { readonly type: 'refused'; readonly problem: ApiProblem }

export interface OutboxDeps {
  /** Undefined: the browser keeps nothing, and acts go straight to the hub. */
  readonly store: OutboxStore | undefined
  readonly alone: Alone
  /** Answers the version of the case after the act. */
  readonly sendAct: (incident: string, command: ActCommand) => Promise<number>
  readonly sendPhoto: (blob: Blob, meta: HeldPhoto['meta']) => Promise<string>
  readonly getIncident: (id: string) => Promise<IncidentDetail>
  /** The hub's clock as this page knows it; the offset undefined before the first word of the hub. */
  readonly clock: { readonly now: () => number; readonly offsetMs: () => number; readonly isKnown: () => boolean }
  /** False when the device itself says that it has no network. */
  readonly hasSignal: () => boolean
  /** Tells the other tabs that something has changed. */
  readonly tell: () => void
  readonly after: (ms: number, f: () => void) => () => void
}

export interface Outbox {
  readonly press: (act: NewAct) => Promise<Pressed>
  /** Whose entries are shown and sent; undefined: nobody's. */
  readonly enter: (account: string | undefined) => Promise<void>
  /** The signal may be back. */
  readonly wake: () => void
  /** Another tab has changed something. */
  readonly reread: () => Promise<void>
  readonly discard: (key: string) => Promise<void>
  /** Once more, against the version given. */
  readonly sendAgain: (key: string, version: number) => Promise<void>
  /** The words go on as a note, which no conflict can stop. Its photos are not part of a note. */
  readonly toNote: (key: string, text: string) => Promise<void>
  /** Back into its form. */
  readonly edit: (key: string) => Promise<void>
}

const FIRST_WAIT_MS = 2_000
const LAST_WAIT_MS = 60_000
/** A button that says «sending» for longer than this holds somebody up in the rain. */
const PRESS_PATIENCE_MS = 6_000
/** After so many answers of «not now» to one act the others no longer wait behind it. */
const MOST_TRIES = 8
/** Another tab is sending: it may have looked at the list just before this entry came. */
const LOOK_AGAIN_MS = 5_000

const isLine = ({ code }: ApiProblem): boolean => code === 'unreachable' || code === 'malformed'

type Outcome = { readonly type: 'sent' } | { readonly type: 'stays'; readonly problem: ApiProblem }

export function createOutbox(deps: OutboxDeps): Outbox {
  const { store, clock } = deps
  let account: string | undefined
  let failures = 0
  let stopTimer: (() => void) | undefined
  /** Outcomes of entries that a form of this tab is waiting for. */
  const watched = new Map<string, (outcome: Outcome) => void>()

  async function reread(): Promise<void> {
    const of = account
    const list = of === undefined || store === undefined ? [] : await store.list(of)
    // Another account has come meanwhile.
    if (of === account) entries.value = list
  }
  async function changed(): Promise<void> {
    await reread()
    deps.tell()
  }

  function later(): void {
    stopTimer?.()
    const wait = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++)
    stopTimer = deps.after(wait, wake)
  }

  /** Photos first, then the act that names them. Answers the version that is this act's own doing. */
  async function deliver(entry: OutboxEntry): Promise<number> {
    const places = [...entry.photos]
    for (const [i, place] of places.entries()) {
      if ('id' in place) continue
      const held = await store?.photo(place.held)
      if (held === undefined) continue
      places[i] = { id: await deps.sendPhoto(held.blob, held.meta) }
      await store?.change(entry.key, { photos: [...places] })
      await store?.dropPhoto(place.held)
    }
    const ids = [...new Set(places.flatMap((place) => ('id' in place ? [place.id] : [])))]
    const version = await deps.sendAct(entry.incident, {
      key: entry.key,
      version: entry.version,
      input: withPhotos(entry.input, ids),
      ...(entry.tries > 0 || !watched.has(entry.key)
        ? { occurredAt: occurredAt(entry, clock.offsetMs(), clock.now()) }
        : {}),
    })
    if (entry.tries === 0) return version
    return deps.getIncident(entry.incident).then(
      (detail) => ownVersion(detail.events, entry.key, version),
      () => version,
    )
  }

  /** One entry. Answers whether the next may be tried. */
  async function sendOne(s: OutboxStore, entry: OutboxEntry): Promise<boolean> {
    let outcome: Outcome
    await s.change(entry.key, { state: 'sending' })
    await reread()
    try {
      const version = await deliver(entry)
      await s.remove(entry.key)
      // What was pressed after it saw the case as it was before it.
      for (const next of await s.list(entry.account))
        if (next.incident === entry.incident && next.version === entry.version && isOnItsWay(next))
          await s.change(next.key, { version })
      failures = 0
      taken.value = { incident: entry.incident, n: taken.value.n + 1 }
      outcome = { type: 'sent' }
    } catch (error) {
      const problem = toProblem(error)
      const tries = entry.tries + 1
      if (problem.status === 401 || (isPassing(problem) && (isLine(problem) || tries < MOST_TRIES)))
        await s.change(entry.key, { state: 'waiting', tries })
      else if (problem.status === 409 && problem.conflict !== undefined)
        await s.change(entry.key, { state: 'conflict', tries, moved: problem.conflict })
      else
        await s.change(entry.key, {
          state: isPassing(problem) ? 'failed' : 'refused',
          tries,
          why: {
            code: problem.code,
            title: problem.titleText,
            detail: problem.detailText,
            instance: problem.instance,
          },
        })
      outcome = { type: 'stays', problem }
    }
    await changed()
    // Last: whoever waits for it looks at what is left.
    watched.get(entry.key)?.(outcome)
    return outcome.type === 'sent' || (outcome.problem.status !== 401 && !isPassing(outcome.problem))
  }

  async function drain(): Promise<void> {
    const of = account
    if (store === undefined || of === undefined) return
    // Nobody else is sending now: what still says so was left in the middle, and the hub may have taken it.
    for (const left of await store.list(of))
      if (left.state === 'sending') await store.change(left.key, { state: 'waiting', tries: left.tries + 1 })
    for (;;) {
      const list = await store.list(of)
      // What somebody must decide holds up its own case only: the acts behind it rest on it.
      const blocked = new Set(list.filter((entry) => !isOnItsWay(entry)).map((entry) => entry.incident))
      const next = list.find((entry) => isOnItsWay(entry) && !blocked.has(entry.incident))
      if (next === undefined || account !== of) return
      if (!deps.hasSignal()) return later()
      if (!(await sendOne(store, next))) return later()
    }
  }
  function wake(): void {
    stopTimer?.()
    stopTimer = undefined
    void deps.alone(drain, true).then((ran) => {
      if (!ran && entries.value.some(isOnItsWay)) stopTimer ??= deps.after(LOOK_AGAIN_MS, wake)
    }, later)
  }

  /** As it was before there was an outbox: straight to the hub, and whatever is wrong is the form's to show. */
  async function straight(act: NewAct): Promise<Pressed> {
    try {
      const ids: string[] = []
      for (const photo of act.photos)
        ids.push(typeof photo === 'string' ? photo : await deps.sendPhoto(photo.blob, photo.meta))
      await deps.sendAct(act.incident, {
        key: act.key,
        version: act.version,
        input: withPhotos(act.input, [...new Set(ids)]),
      })
      return { type: 'done' }
    } catch (error) {
      return { type: 'refused', problem: toProblem(error) }
    }
  }

  async function press(act: NewAct): Promise<Pressed> {
    if (store === undefined || account === undefined) return straight(act)
    const { photos, isWatched = () => true, ...rest } = act
    const entry: OutboxEntry = {
      ...rest,
      account,
      photos: photos.map((photo) => (typeof photo === 'string' ? { id: photo } : { held: photo.key })),
      pressedAt: Date.now(),
      ...(clock.isKnown() && { offsetMs: clock.offsetMs() }),
      createdAt: Math.max(Date.now(), ...entries.value.map((e) => e.createdAt + 1)),
      tries: 0,
      state: 'waiting',
    }
    try {
      await store.add(
        entry,
        photos.filter((photo) => typeof photo !== 'string'),
      )
    } catch (error) {
      room.value = error instanceof StorageFull ? 'full' : 'forbidden'
      return straight(act)
    }
    room.value = 'good'
    await changed()
    const isBehind = entries.value.some(
      (e) => e.incident === entry.incident && e.key !== entry.key && inOrder(e, entry) < 0,
    )
    if (isBehind || !deps.hasSignal()) {
      wake()
      return { type: 'kept' }
    }
    const outcome = await new Promise<Outcome | undefined>((resolve) => {
      watched.set(entry.key, resolve)
      const stop = deps.after(PRESS_PATIENCE_MS, () => resolve(undefined))
      void deps.alone(drain).finally(() => {
        stop()
        resolve(undefined)
      })
    })
    watched.delete(entry.key)
    if (outcome === undefined) return { type: 'kept' }
    if (outcome.type === 'sent') return { type: 'done' }
    const { problem } = outcome
    if (problem.status === 401 || isLine(problem) || !isWatched()) return { type: 'kept' }
    // Somebody is at the form: the answer is theirs at once, and the words are still in it.
    await store.remove(entry.key)
    await changed()
    return { type: 'refused', problem }
  }

  return {
    press,
    wake,
    reread,
    async enter(next) {
      if (next === account) return
      account = next
      failures = 0
      entries.value = []
      room.value = store === undefined ? 'forbidden' : 'good'
      await reread()
      if (next !== undefined) wake()
    },
    async discard(key) {
      await store?.remove(key)
      await changed()
      wake()
    },
    async sendAgain(key, version) {
      const entry = await store?.get(key)
      if (store === undefined || entry === undefined) return
      // A fresh start: the reasons of the last try are no longer true.
      const { why: _, moved: __, ...rest } = entry
      await store.add({ ...rest, version, tries: Math.max(1, entry.tries), state: 'waiting' }, [])
      await changed()
      wake()
    },
    async toNote(key, text) {
      const entry = await store?.get(key)
      if (store === undefined || entry === undefined) return
      const { why: _, moved: __, ...rest } = entry
      await store.add(
        { ...rest, key: newKey(), input: { act: 'note', text }, photos: [], tries: 1, state: 'waiting' },
        [],
      )
      await store.remove(key)
      await changed()
      wake()
    },
    async edit(key) {
      const entry = await store?.get(key)
      if (store === undefined || entry === undefined) return
      const { act, ...fields } = entry.input
      const photos: HeldPhoto[] = []
      for (const place of entry.photos) {
        const held = 'held' in place ? await store.photo(place.held) : undefined
        if (held !== undefined) photos.push(held)
      }
      const photoIds = entry.photos.flatMap((place) => ('id' in place ? [place.id] : []))
      reopened.value = { incident: entry.incident, act, fields, photoIds, photos }
      await store.remove(key)
      await changed()
    },
  }
}
