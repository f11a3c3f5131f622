// What the hub tells screens: snapshots over HTTP, then deltas over MQTT with a sequence. Nothing personal is in any of these.
import { UNKNOWNS } from '../core/indicate/types.ts'
import Type, { type Static } from 'typebox'
import { RATINGS } from '../core/incident/types.ts'
import { NOTICE_KINDS } from '../core/incident/notices.ts'
import { WarningRowSchema, type WarningRow } from './warnings.ts'
import { InstantSchema, LatSchema, LevelSchema, LngSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()
const BecauseSchema = Type.Object({
  kind: words(
    'observation',
    'report',
    'alarm',
    'indicator',
    'incident',
    'event',
    'rule',
    'matter',
    'command',
    'clock',
    'feed',
    'warning',
    'supervision',
    'head',
  ),
  id: Str,
  at: Opt(Type.Number()),
})

/** One clock as a row shows it: the screen counts, corrected by the hub's clock. */
export const ClockViewSchema = Type.Object({
  stage: words('filing', 'dispatch', 'handle', 'check', 'respond', 'callBack', 'total'),
  limit: Type.Object({ amount: Type.Number(), unit: words('urgentHour', 'workHour', 'workDay', 'naturalDay') }),
  startedAt: InstantSchema,
  dueAt: InstantSchema,
  warnAt: InstantSchema,
  stoppedAt: Opt(InstantSchema),
  pausedAt: Opt(InstantSchema),
  /** What was left when it was paused, ms of the limit's own time. */
  leftMs: Opt(Type.Number()),
})

/** A case as lists, maps and walls see it. */
export const IncidentRowSchema = Type.Object({
  id: Str,
  code: Str,
  version: Type.Integer(),
  state: words(
    'pendingVerify',
    'pendingFiling',
    'pendingDispatch',
    'pendingHandle',
    'handling',
    'pendingConfirm',
    'pendingCheck',
    'pendingClose',
    'suspended',
    'merged',
    'closed',
    'forceClosed',
    'refused',
    'cancelled',
  ),
  source: words('sensor', 'hotline', 'patrol', 'camera', 'citizen', 'platform', 'desk'),
  title: TextSchema,
  level: LevelSchema,
  matter: Opt(Str),
  matterName: Opt(TextSchema),
  lng: LngSchema,
  lat: LatSchema,
  area: Str,
  /** District and street in words. */
  areaName: TextSchema,
  address: Opt(Str),
  lead: Opt(Str),
  assist: Type.Array(Str),
  handler: Opt(Str),
  openedAt: InstantSchema,
  updatedAt: InstantSchema,
  closedAt: Opt(InstantSchema),
  /** The clock that matters now: that of the current stage. */
  clock: Opt(ClockViewSchema),
  /** Something waits for a decision: extension or suspension. */
  request: Opt(words('extension', 'suspension')),
  alarms: Type.Integer(),
  reports: Type.Integer(),
  reworks: Type.Integer(),
  returns: Type.Integer(),
  supervised: Type.Boolean(),
  /** Overdue long enough to have gone up to the duty chief, on its present clock. */
  escalated: Type.Boolean(),
  reopenings: Type.Integer(),
  /** Whose turn it is; absent once ended. */
  owner: Opt(Type.Object({ post: Str, department: Opt(Str) })),
  /** Orders of assisting departments that are not finished. */
  ordersOpen: Type.Integer(),
  /** The departments whose orders those are. */
  ordersOf: Opt(Type.Array(Str)),
  /** A supervision waits for the lead department's answer, due then where it says so. */
  replyDueAt: Opt(InstantSchema),
  replyOwed: Type.Boolean(),
  appeal: Opt(words('asked', 'reviewed', 'granted', 'refused')),
  /** Its last disposal was confirmed past the limit: the overdue fact, which an appeal never erases. */
  handledLate: Opt(Type.Boolean()),
  /** Cases merged into this one, and the one it is merged into. */
  absorbed: Type.Integer(),
  mergedInto: Opt(Str),
  /** The crew of the lead department that has it in hand. */
  crew: Opt(Str),
  /** Whoever reported it can be called: 'due' within the response limit, 'reached' once spoken to. */
  contact: Opt(words('due', 'reached')),
  /** While contact is 'due': by then. */
  contactDueAt: Opt(InstantSchema),
  /** After closure: to be called back by then, or what the caller said. */
  callBackDueAt: Opt(InstantSchema),
  rating: Opt(Type.Enum([...RATINGS])),
  simulated: Type.Boolean(),
})
export type IncidentRow = Static<typeof IncidentRowSchema>

/** One notice as its audience sees it; nothing personal is in it. */
export const NoticeRowSchema = Type.Object({
  id: Str,
  at: InstantSchema,
  kind: Type.Enum([...NOTICE_KINDS]),
  /** Post or department it is for: a post's name, or `department:<id>`. */
  audience: Str,
  /** Empty: of no case, but of the emergency named below. */
  incident: Str,
  emergency: Opt(Str),
  /** Key of the brief that it is about. */
  brief: Opt(Str),
  /** Of a matter under supervision. */
  supervision: Opt(Str),
  level: LevelSchema,
  text: TextSchema,
})
export type NoticeRow = Static<typeof NoticeRowSchema>

/** Somebody at a desk with a case open; gone a little after the screen says nothing more. */
export const PresenceRowSchema = Type.Object({
  /** One screen of one person. */
  id: Str,
  incident: Str,
  /** Account, name and post of the person. */
  account: Str,
  name: Str,
  role: Str,
  /** The act whose form is open there. */
  act: Opt(Str),
  since: InstantSchema,
})
export type PresenceRow = Static<typeof PresenceRowSchema>
/** Posts that say so and hear it of the others: the desk, those on the spot, and the leader. Never the wall. */
export const PRESENT = ['collector', 'acceptor', 'dispatcher', 'dutyChief', 'leader'] as const
/** True for posts that are told who has which case open. */
export const isPresent = (role: string): boolean => PRESENT.some((post) => post === role)

export const AlarmRowSchema = Type.Object({
  id: Str,
  rule: Str,
  name: TextSchema,
  sensor: Str,
  sensorName: Str,
  metric: Str,
  unit: Str,
  level: LevelSchema,
  value: Type.Number(),
  lng: LngSchema,
  lat: LatSchema,
  area: Str,
  areaName: TextSchema,
  raisedAt: InstantSchema,
  recordedAt: InstantSchema,
  clearedAt: Opt(InstantSchema),
  /** Where no value ended it: its rule went. */
  clearedReason: Opt(TextSchema),
  acknowledgedAt: Opt(InstantSchema),
  acknowledgedBy: Opt(Str),
  shelvedUntil: Opt(InstantSchema),
  shelvedReason: Opt(Str),
  incident: Opt(Str),
  simulated: Type.Boolean(),
})
export type AlarmRow = Static<typeof AlarmRowSchema>

export const IndicatorValueSchema = Type.Object({
  indicator: Str,
  area: Str,
  at: InstantSchema,
  /** Where its window begins; absent for current values. */
  from: Opt(InstantSchema),
  value: Opt(Type.Number()),
  level: Opt(LevelSchema),
  grade: Opt(Type.Integer({ minimum: 0 })),
  coverage: Type.Number({ minimum: 0, maximum: 1 }),
  sensors: Type.Integer(),
  suspect: Type.Integer(),
  oldestAt: Opt(InstantSchema),
  newestAt: Opt(InstantSchema),
  unknown: Opt(Type.Enum([...UNKNOWNS])),
  simulated: Type.Boolean(),
  /** Simulated and real inputs together. */
  mixed: Opt(Type.Literal(true)),
  primary: Opt(Type.Array(Str)),
  /** Change against the same indicator an hour earlier, where known. */
  change1h: Opt(Type.Number()),
  /** Outside what is usual at this hour; absent inside the band, or while too little is known. */
  unusual: Opt(words('high', 'low')),
})
export type IndicatorView = Static<typeof IndicatorValueSchema>

export const FeedStatusSchema = Type.Object({
  id: Str,
  name: TextSchema,
  owner: Str,
  simulated: Type.Boolean(),
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  late: Type.Integer(),
  duplicates: Type.Integer(),
  lastSeenAt: Opt(InstantSchema),
  state: words('live', 'late', 'silent', 'never'),
  /** Rejects by reason since the hub first saw the feed. */
  reasons: Type.Record(Str, Type.Integer()),
})
export type FeedStatus = Static<typeof FeedStatusSchema>

export const StatusSchema = Type.Object({
  hub: Str,
  version: Str,
  /** Changes with every change of the catalogue: screens fetch the city anew. */
  catalogue: Str,
  at: InstantSchema,
  startedAt: InstantSchema,
  ready: Type.Boolean(),
  /** Why not ready. */
  reasons: Type.Array(TextSchema),
  database: Type.Object({ ok: Type.Boolean(), detail: Str }),
  broker: Type.Object({ ok: Type.Boolean(), detail: Str, clients: Type.Integer() }),
  simulation: Type.Object({ on: Type.Boolean(), scenario: Opt(Str) }),
  sensors: Type.Object({ total: Type.Integer(), fresh: Type.Integer(), stale: Type.Integer() }),
  /** Observations accepted per second, last 10 s. */
  rate: Type.Number(),
  feeds: Type.Array(FeedStatusSchema),
})
export type Status = Static<typeof StatusSchema>

/** Rows of each view, and the key by which a newer row replaces an older one. */
export const VIEW_ROWS = {
  incidents: IncidentRowSchema,
  alarms: AlarmRowSchema,
  indicators: IndicatorValueSchema,
  status: StatusSchema,
  notices: NoticeRowSchema,
  presence: PresenceRowSchema,
  warnings: WarningRowSchema,
} as const
export const rowKey = {
  incidents: (r: IncidentRow): string => r.id,
  alarms: (r: AlarmRow): string => r.id,
  indicators: (r: IndicatorView): string => `${r.indicator}@${r.area}`,
  status: (r: Status): string => r.hub,
  notices: (r: NoticeRow): string => r.id,
  presence: (r: PresenceRow): string => r.id,
  warnings: (r: WarningRow): string => r.id,
} as const

/** Schema of a view's messages and snapshots, around the schema of its rows. */
export const envelope = <R extends Type.TSchema>(row: R) =>
  Type.Object({
    /** The hub's run: another epoch means a new snapshot. */
    epoch: Str,
    /** Counts from 1 per view and epoch, without holes. */
    seq: Type.Integer({ minimum: 0 }),
    /** Hub clock when sent. */
    at: InstantSchema,
    rows: Type.Array(row),
    /** Keys that left the view (closed long ago, other department). */
    gone: Type.Array(Str),
  })
export const VIEW_MESSAGES = {
  incidents: envelope(IncidentRowSchema),
  alarms: envelope(AlarmRowSchema),
  indicators: envelope(IndicatorValueSchema),
  status: envelope(StatusSchema),
  notices: envelope(NoticeRowSchema),
  presence: envelope(PresenceRowSchema),
  warnings: envelope(WarningRowSchema),
} as const
export interface ViewMessage<R> {
  readonly epoch: string
  readonly seq: number
  readonly at: number
  readonly rows: readonly R[]
  readonly gone: readonly string[]
}
/** `GET /api/snapshot/:view` answers the same shape: all rows as of `seq`. */
export type Snapshot<R> = ViewMessage<R>

/** What a series shows now; a value that was never seen is null, at 0. */
export const CurrentSchema = Type.Object({
  value: Type.Union([Type.Number(), Type.Null()]),
  at: Type.Integer(),
  quality: Type.Integer(),
})

/** One sensor of `GET /api/sensors`; `index` is its place in frames of this epoch. Values are the current ones, by metric order of its kind. */
export const SensorRowSchema = Type.Object({
  index: Type.Integer({ minimum: 0 }),
  id: Str,
  name: Str,
  kind: Str,
  feed: Str,
  district: Str,
  area: Str,
  lng: LngSchema,
  lat: LatSchema,
  simulated: Type.Boolean(),
  /** How long it may be quiet and its last value stands: by its kind, and by how often its feed promises to speak. */
  silentAfterMs: Type.Integer({ minimum: 0 }),
  values: Type.Array(Type.Union([Type.Number(), Type.Null()])),
  quality: Type.Array(Type.Integer()),
  /** occurredAt per metric, 0 where never seen. */
  at: Type.Array(Type.Integer()),
  /** Level of its worst standing alarm, 0 for none. */
  level: Type.Integer({ minimum: 0, maximum: 4 }),
  /** Flags of its state frames: 1 silent, 2 doubted. */
  state: Type.Integer({ minimum: 0, maximum: 3 }),
})
export type SensorRow = Static<typeof SensorRowSchema>
export const SensorSnapshotSchema = Type.Object({
  epoch: Str,
  /** Sequence of each frame topic at the time of the snapshot: `<district>/<kind>` → seq. */
  seqs: Type.Record(Str, Type.Integer()),
  /** The same of each state frame topic. */
  stateSeqs: Type.Record(Str, Type.Integer()),
  at: InstantSchema,
  rows: Type.Array(SensorRowSchema),
})
export type SensorSnapshot = Static<typeof SensorSnapshotSchema>

/** One line of a case's log as its page shows it. Reporter data is not in the log. */
export const EventViewSchema = Type.Object({
  n: Type.Integer(),
  type: Str,
  actor: Type.Object({ id: Str, name: Str, role: Str, department: Opt(Str) }),
  occurredAt: InstantSchema,
  recordedAt: InstantSchema,
  because: Type.Array(BecauseSchema),
  body: Type.Unknown(),
  /** Hex SHA-256 of this line chained to the one before. */
  hash: Str,
})
export type EventView = Static<typeof EventViewSchema>
