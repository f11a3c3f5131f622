// Feeds the advisers with the desk's own decisions: from the store at the start, then after each commit. Writes nothing.
import { createAdviser, type Adviser, type Decision } from '../../core/dispatch/advise.ts'
import type { IncidentId } from '../../core/ids.ts'
import type { IncidentEvent } from '../../core/incident/events.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { Now, WhenWritten } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'

/** Decisions read at most, the newest: what a desk files in months, learned in seconds. */
const MOST_DECISIONS = 10_000
/** Learned in one go; between two the hub does other things. */
const AT_ONCE = 20
const DAY_MS = 86_400_000

/** Simulated cases teach nothing about real ones, and the other way round: two advisers that never meet. */
export interface Learning {
  of(simulated: boolean): Adviser
  readonly whenWritten: WhenWritten
  /** Reads the decisions of the learning window; resolves when they are learned. What is filed meanwhile comes after them. */
  load(): Promise<void>
  stop(): void
}

interface DecidedRow {
  readonly id: IncidentId
  readonly text: string
  readonly matter: string
  readonly condition: string
  readonly simulated: boolean
  readonly at: Date
}
type Filed = Decision & { readonly incident: IncidentId; readonly simulated: boolean; readonly at: number }

export function openLearning({ db, reference, now }: { db: Db; reference: ReferenceIndex; now: Now }): Learning {
  const advisers = { real: createAdviser(), simulated: createAdviser() }
  const of = (simulated: boolean): Adviser => (simulated ? advisers.simulated : advisers.real)
  /** What each case stands under, to know a decision that takes another one back. */
  const standing = new Map<IncidentId, Pick<Decision, 'matter' | 'condition'>>()
  let waiting: Filed[] | undefined
  let stopped = false

  function take({ incident, simulated, at, ...decision }: Filed): void {
    const before = standing.get(incident)
    const { matter, condition, text } = decision
    if (before?.matter === matter && before.condition === condition) return
    const matters = reference.mattersAt(at)
    if (before) of(simulated).correct({ ...before, text }, decision, matters)
    else of(simulated).learn(decision, matters)
    standing.set(incident, { matter, condition })
  }

  return {
    of,
    whenWritten: async (_query, { after, events }) => {
      const filed = filedIn(after, events)
      if (!filed) return undefined
      return () => (waiting ? void waiting.push(filed) : take(filed))
    },
    async load() {
      waiting = []
      const since = new Date(now() - reference.loop.learning.windowDays * DAY_MS)
      // Filed by a person: what the hub files itself is its rules' doing, and learning from it would be learning from itself.
      const { rows } = await db.pool.query<DecidedRow>(
        `select id, body ->> 'text' as text, matter, body ->> 'condition' as condition, simulated, filed_at as at
         from incident i
         where filed_at >= $1 and matter is not null and body ->> 'condition' is not null and exists (
           select from incident_event e
           where e.incident = i.id and e.type = 'filed' and e.actor ->> 'role' <> 'system')
         order by filed_at desc limit $2`,
        [since, MOST_DECISIONS],
      )
      for (const [n, { id, at, ...row }] of rows.reverse().entries()) {
        if (stopped) return
        take({ ...row, incident: id, at: at.getTime() })
        if (n % AT_ONCE === AT_ONCE - 1) await new Promise((next) => setImmediate(next))
      }
      const meanwhile = waiting
      waiting = undefined
      meanwhile.forEach(take)
    },
    stop() {
      stopped = true
    },
  }
}

/** The last filing by a person among the events, with the words it was about. */
function filedIn({ id, text, simulated }: Incident, events: readonly IncidentEvent[]): Filed | undefined {
  const event = events.findLast(({ body, actor }) => body.type === 'filed' && actor.role !== 'system')
  if (event?.body.type !== 'filed') return undefined
  const { code, condition } = event.body.snapshot
  return { incident: id, text, simulated, matter: code, condition, at: event.recordedAt }
}
