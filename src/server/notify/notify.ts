// Notices and webhooks of the hub: written in the transaction that moves the case, shown and sent once it stands.
import type { IncidentEvent } from '../../core/incident/events.ts'
import { audienceName, noticesOf, type NoticeNames } from '../../core/incident/notices.ts'
import type { Incident } from '../../core/incident/types.ts'
import { MINUTE_MS } from '../../core/clock/calendar.ts'
import type { ChainHead } from '../../wire/audit.ts'
import type { NoticeRow } from '../../wire/views.ts'
import { publicTitle, toIncidentRow } from '../cases/row.ts'
import { SHOW_NOTICES, SHOW_NOTICES_MS } from '../publish/screens.ts'
import type { Now, Webhooks, WhenWritten } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db, Queries } from '../store/db.ts'
import { Hooks } from './hooks.ts'
import { deliveryRows, queue } from './line.ts'
import { deliveriesOf, headDeliveries, noticeDeliveries, noticeId } from './match.ts'
import { post, type Post } from './post.ts'
import { Sender } from './sender.ts'
import { openScreens, type Tell } from './tell.ts'
import { openWebhooks } from './webhooks.ts'

export interface NotifyOptions {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: Now
  /** Shows notices to their audiences. */
  readonly show: (rows: readonly NoticeRow[]) => void
  readonly onError: (error: Error) => void
  /** Tests only. */
  readonly post?: Post
  readonly leaseMs?: number
}

export interface Notify {
  readonly webhooks: Webhooks
  readonly whenWritten: WhenWritten
  /** Notices that are of no case, to every channel there is: screens and webhooks. */
  readonly tellEverywhere: Tell
  /** Queues the published heads, in the transaction that publishes them. */
  readonly headsPublished: (query: Queries, heads: readonly ChainHead[]) => Promise<(() => void) | undefined>
  /** Notices that screens begin with are shown, and what an earlier run left in line is sent. */
  start(): Promise<void>
  stop(): Promise<void>
}

export function openNotify(options: NotifyOptions): Notify {
  const { db, reference, now, show, onError } = options
  const { city } = reference
  const hooks = new Hooks(db)
  const sender = new Sender({
    db,
    now,
    receiver: (id) => hooks.get(id),
    post: options.post ?? post,
    onError,
    ...(options.leaseMs !== undefined && { leaseMs: options.leaseMs }),
  })
  const wake = (): void => sender.wake()
  const tellScreens = openScreens(show)
  const names: NoticeNames = {
    department: (id) => reference.departments.get(id)?.short ?? { zh: id, en: id },
    title: (incident) => publicTitle(incident, reference),
    time: (at) => new Date(at + city.utcOffsetMinutes * MINUTE_MS).toISOString().slice(5, 16).replace('T', ' '),
  }

  function noticeRows(change: {
    readonly before: Incident | undefined
    readonly after: Incident
    readonly events: readonly IncidentEvent[]
  }): NoticeRow[] {
    const { before, after, events } = change
    const at = events.at(-1)?.recordedAt ?? now()
    return noticesOf({ ...(before && { before }), after, events }, names).map((notice) => ({
      id: noticeId(notice),
      at,
      kind: notice.kind,
      audience: audienceName(notice.to),
      incident: notice.incident,
      level: notice.level,
      text: notice.text,
    }))
  }

  const whenWritten: WhenWritten = async (query, change) => {
    const notices = noticeRows(change)
    const enabled = hooks.enabled()
    const deliveries =
      enabled.length === 0
        ? []
        : deliveriesOf(enabled, {
            ...change,
            city: city.code,
            at: change.after.updatedAt,
            row: toIncidentRow(change.after, reference),
            notices,
          })
    if (notices.length === 0 && deliveries.length === 0) return undefined
    await writeBoth(query, notices, deliveryRows(deliveries, now()))
    return () => {
      if (notices.length > 0) show(notices)
      if (deliveries.length > 0) wake()
    }
  }

  return {
    webhooks: openWebhooks({
      db,
      now,
      city: city.code,
      hooks,
      isDepartment: (id) => reference.departments.has(id),
      wake,
    }),
    whenWritten,
    async tellEverywhere(query, rows) {
      const shown = await tellScreens(query, rows)
      const deliveries = noticeDeliveries(hooks.enabled(), city.code, rows)
      await queue(query, deliveries, now())
      return () => {
        shown()
        if (deliveries.length > 0) wake()
      }
    },
    async headsPublished(query, heads) {
      const deliveries = headDeliveries(hooks.enabled(), city.code, heads, now())
      if (deliveries.length === 0) return undefined
      await queue(query, deliveries, now())
      return wake
    },
    async start() {
      await hooks.start(onError)
      show(await latestNotices(db, now()))
      wake()
    },
    async stop() {
      await hooks.stop()
      await sender.stop()
    },
  }
}

/** One statement for both: the head of the chain is held for as few round trips as possible. */
async function writeBoth(
  query: Queries,
  notices: readonly NoticeRow[],
  deliveries: ReturnType<typeof deliveryRows>,
): Promise<void> {
  const rows = notices.map(({ id, at, audience, kind, incident, level, text }) => ({
    id,
    at: new Date(at),
    audience,
    kind,
    incident,
    level,
    text: JSON.stringify(text),
  }))
  if (deliveries.length === 0) {
    await query.insertInto('notice').values(rows).execute()
    return
  }
  const told = rows.length === 0 ? query : query.with('told', (q) => q.insertInto('notice').values(rows))
  await told
    .insertInto('delivery')
    .values(deliveries)
    .onConflict((c) => c.columns(['webhook', 'key']).doNothing())
    .execute()
}

type StoredNotice = Omit<NoticeRow, 'at' | 'emergency' | 'brief' | 'supervision'> & {
  readonly at: Date
  readonly emergency: string | null
  readonly brief: string | null
  readonly supervision: string | null
}

async function latestNotices(db: Db, now: number): Promise<NoticeRow[]> {
  const { rows } = await db.pool.query<StoredNotice>(
    `select id, at, audience, kind, incident, emergency, brief, supervision, level, text from (
       select *, row_number() over (partition by audience order by at desc, id desc) as place from notice
       where at > to_timestamp($1)
     ) as latest where place <= $2 order by at, id`,
    [(now - SHOW_NOTICES_MS) / 1000, SHOW_NOTICES],
  )
  return rows.map(({ emergency, brief, supervision, ...row }) => ({
    ...row,
    at: row.at.getTime(),
    ...(emergency !== null && { emergency }),
    ...(brief !== null && { brief }),
    ...(supervision !== null && { supervision }),
  }))
}
