// The room of the brief: facts, documents, supervision and subscriptions, put together. Sees every part of it; decides nothing.
import type { BriefView } from '../../wire/briefs.ts'
import type { LiveReference } from '../catalogue/live.ts'
import type { Config } from '../config.ts'
import type { Foresight } from '../foresee/foresight.ts'
import type { Tell } from '../notify/tell.ts'
import type { AccountDesk, Audit, Cases, Now, RosterBook } from '../ports.ts'
import type { Db } from '../store/db.ts'
import type { SupervisionDesk } from '../supervise/desk.ts'
import { openSupervision } from '../supervise/supervision.ts'
import { readWarningKinds } from '../warnings/open.ts'
import type { SubscriptionDesk } from '../subscribe/desk.ts'
import { openSubscriptions } from '../subscribe/subscriptions.ts'
import { openBriefs } from './briefs.ts'
import { changedSince, findCorrections } from './corrections.ts'
import type { BriefDesk, OnIssued } from './desk.ts'
import { evidenceOf } from './evidence.ts'
import type { FactsDeps } from './facts.ts'
import { shiftsOf } from './factsDuty.ts'

export interface BriefRoomOptions {
  readonly db: Db
  readonly reference: LiveReference
  readonly audit: Audit
  readonly accounts: AccountDesk
  readonly cases: Cases
  /** Absent where nothing is foretold. */
  readonly foresight?: Foresight
  readonly roster: RosterBook
  readonly now: Now
  readonly config: Pick<Config, 'simulate' | 'city' | 'mail' | 'publicUrl'>
  readonly log: { info(what: object, words: string): void; error(what: object, words: string): void }
  /** Notices to people, on every channel. */
  readonly tell: Tell
  readonly feeds: FactsDeps['feeds']
}

export interface BriefRoom {
  brief(key: string): Promise<BriefView | undefined>
  readonly briefs: BriefDesk
  readonly supervision: SupervisionDesk
  readonly subscriptions: SubscriptionDesk
  /** Where people reach the hub; absent: nobody said. */
  readonly publicUrl: string | undefined
  /** What is due by time. */
  round(): Promise<void>
  stop(): Promise<void>
}

export function openBriefRoom(options: BriefRoomOptions): BriefRoom {
  const { db, reference, now, config, feeds, log } = options
  const supervision = openSupervision({
    ...{ db, reference, now },
    ...{ audit: options.audit, cases: options.cases, tell: options.tell, simulated: config.simulate },
    onError: (error) => log.error({ err: error }, 'supervision'),
  })
  // Read when first asked for: the book of warnings has vouched for them at start.
  let warningKinds: ReturnType<typeof readWarningKinds> | undefined
  const facts: FactsDeps = {
    ...{ db, reference, now, feeds },
    simulation: config.simulate,
    supervised: supervision.told,
    shifts: (from, until) => shiftsOf({ db, reference }, from, until),
    warningKinds: () => (warningKinds ??= readWarningKinds(config.city)),
  }
  /** What follows the issue of a brief, in this order. */
  const onIssued: OnIssued[] = []
  const briefs = openBriefs({
    ...{ db, reference, now, facts, log, onIssued },
    ...{ audit: options.audit, cases: options.cases, tell: options.tell },
    corrections: {
      find: (issued, filter) => findCorrections(facts, issued, filter),
      changed: (issued, since) => changedSince(facts, issued, since),
    },
    evidence: (brief, figure, filter) => evidenceOf(facts, brief, figure, filter),
  })
  const subscriptions = openSubscriptions({
    ...{ db, reference, now },
    ...{ accounts: options.accounts, audit: options.audit, tell: options.tell },
    ...(config.mail === undefined ? {} : { mail: config.mail }),
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    briefOf: (key) => briefs.get(key),
    onError: (error) => log.error({ err: error }, 'subscriptions'),
  })
  onIssued.push(subscriptions.issued)
  return {
    brief: (key) => briefs.get(key),
    briefs,
    supervision,
    subscriptions,
    publicUrl: config.publicUrl,
    async round() {
      await supervision.round().catch((error: unknown) => log.error({ err: error }, 'reminders of supervision'))
      try {
        for (const key of await briefs.round()) log.info({ key }, 'brief issued')
      } finally {
        await subscriptions.round()
      }
    },
    stop: () => subscriptions.stop(),
  }
}
