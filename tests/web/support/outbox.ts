// A hub as the outbox sees it, and tabs of one browser over one database: what is taken once, what is refused, when the line is cut.
import type { ActCommand } from '../../../src/wire/acts.ts'
import type { IncidentDetail } from '../../../src/wire/api.ts'
import { ApiProblem, unreachable } from '../../../src/web/api/client.ts'
import { byLease } from '../../../src/web/outbox/alone.ts'
import { openWebDatabase, type WebDatabase } from '../../../src/web/outbox/db.ts'
import { createOutbox, type NewAct, type Outbox, type OutboxDeps } from '../../../src/web/outbox/outbox.ts'
import { createStore, type OutboxStore } from '../../../src/web/outbox/store.ts'
import { detail, row, T0 } from '../../support/cases.ts'
import { manualTimers, type ManualTimers } from './manual.ts'

export const CASE = 'YZ-20261121-000001'

export const refusal = (status: number, change: Partial<ApiProblem> = {}): ApiProblem =>
  new ApiProblem({
    status,
    code: 'test',
    titleText: { zh: '办不了', en: 'Not possible' },
    detailText: { zh: '本部门不是主办', en: 'Not the lead' },
    instance: 'urn:uuid:quote-me',
    ...change,
  } as never)

export interface FakeHub {
  version: number
  /** What it has done, in order. */
  readonly done: { readonly incident: string; readonly command: ActCommand }[]
  readonly photos: { readonly size: number; readonly meta: object }[]
  /** Every try, done or not. */
  readonly asked: string[]
  line: 'up' | 'down' | 'losesAnswers'
  /** Throws instead of doing the next act. */
  refuse: ((command: ActCommand) => ApiProblem | undefined) | undefined
  readonly sendAct: OutboxDeps['sendAct']
  readonly sendPhoto: OutboxDeps['sendPhoto']
  readonly getIncident: OutboxDeps['getIncident']
}

export function fakeHub(): FakeHub {
  const keys = new Set<string>()
  const hub: FakeHub = {
    version: 3,
    done: [],
    photos: [],
    asked: [],
    line: 'up',
    refuse: undefined,
    sendAct(incident, command) {
      hub.asked.push(command.key)
      if (hub.line === 'down') return Promise.reject(unreachable())
      const no = hub.refuse?.(command)
      if (no !== undefined) return Promise.reject(no)
      if (!keys.has(command.key)) {
        if (command.input.act !== 'note' && command.version !== hub.version)
          return Promise.reject(
            refusal(409, { conflict: { version: hub.version, by: '王海', at: T0, type: 'dispatched' } }),
          )
        keys.add(command.key)
        hub.version += 2
        hub.done.push({ incident, command })
      }
      return hub.line === 'losesAnswers' ? Promise.reject(unreachable()) : Promise.resolve(hub.version)
    },
    sendPhoto(blob, meta) {
      if (hub.line === 'down') return Promise.reject(unreachable())
      hub.photos.push({ size: blob.size, meta })
      return Promise.resolve(blob.size.toString(16).padStart(64, '0'))
    },
    getIncident(id): Promise<IncidentDetail> {
      if (hub.line === 'down') return Promise.reject(unreachable())
      const events = hub.done
        .filter((one) => one.incident === id)
        .map(({ command }, i) => ({
          n: 3 + (i + 1) * 2,
          type: 'noted',
          actor: { id: 'u1', name: '', role: 'department' },
          occurredAt: T0,
          recordedAt: T0,
          because: [{ kind: 'command' as const, id: command.key }],
          body: {},
          hash: '',
        }))
      return Promise.resolve(detail({ row: row(id, { version: hub.version }), events } as never))
    },
  }
  return hub
}

export interface Browser {
  readonly db: WebDatabase
  readonly store: OutboxStore
  readonly timers: ManualTimers
  /** A tab of it. */
  readonly tab: (change?: Partial<OutboxDeps>) => Outbox
  signal: boolean
}

let names = 0
/** One browser with an empty database. */
export async function browser(hub: FakeHub): Promise<Browser> {
  const db = await openWebDatabase(`outbox-${++names}`)
  if (db === undefined) throw new Error('no database')
  const store = createStore(db)
  const timers = manualTimers()
  const tabs: Outbox[] = []
  const self: Browser = {
    db,
    store,
    timers,
    signal: true,
    tab(change = {}) {
      const tab = createOutbox({
        store,
        alone: byLease(db, `tab-${tabs.length}`),
        sendAct: hub.sendAct,
        sendPhoto: hub.sendPhoto,
        getIncident: hub.getIncident,
        clock: { now: () => T0 + 1e9, offsetMs: () => 500, isKnown: () => true },
        hasSignal: () => self.signal,
        tell: () => tabs.forEach((other) => other !== tab && void other.reread()),
        after: timers.after,
        ...change,
      })
      tabs.push(tab)
      return tab
    },
  }
  return self
}

let keys = 0
export function act(change: Partial<NewAct> = {}): NewAct {
  return {
    key: `key-${String(++keys).padStart(8, '0')}`,
    incident: CASE,
    code: CASE,
    title: { zh: '积水', en: 'Ponding' },
    version: 3,
    input: { act: 'progress', note: '正在抽排', photos: [] },
    photos: [],
    ...change,
  }
}
export const held = (key: string, size = 8): Exclude<NewAct['photos'][number], string> => ({
  key,
  name: `${key}.jpg`,
  blob: new Blob(['x'.repeat(size)], { type: 'image/jpeg' }),
  meta: { takenAt: T0, lng: 119.4, lat: 32.4 },
})

/** Waits until something holds; the database answers in turns of its own. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('it never came to hold')
}
