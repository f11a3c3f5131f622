// HTTP: paths and bodies shared by hub and screens. Commands on cases are in acts.ts, rows in views.ts.
import Type, { type Static } from 'typebox'
import { GROUNDS } from '../core/incident/types.ts'
import { AlarmRowSchema, EventViewSchema, IncidentRowSchema, ClockViewSchema, CurrentSchema } from './views.ts'
import { CallBackSchema, PhotoFactsSchema, RecommendationSchema, ReporterSchema } from './caseParts.ts'
import { InstantSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()

export const ROLES = [
  'wall',
  'collector',
  'acceptor',
  'dispatcher',
  'dutyChief',
  'department',
  'leader',
  'administrator',
] as const

/**
 * Header of a request: for which account the page speaks (its id, percent-encoded). A browser has one session for all its tabs;
 * where it has become somebody else's, the hub refuses (`notSignedIn`) instead of doing one person's act in another's name.
 */
export const ACCOUNT_HEADER = 'x-yiwang-account'

export const paths = {
  session: '/api/session',
  city: '/api/city',
  map: (file: string) => `/city/map/${encodeURIComponent(file)}`,
  snapshot: (view: string) => `/api/snapshot/${encodeURIComponent(view)}`,
  sensors: '/api/sensors',
  sensorColumns: '/api/sensors/columns',
  sensorsSince: '/api/sensors/since',
  sensor: (id: string) => `/api/sensors/${encodeURIComponent(id)}`,
  sensorSeries: (id: string) => `/api/sensors/${encodeURIComponent(id)}/series`,
  indicator: (id: string) => `/api/indicators/${encodeURIComponent(id)}`,
  indicatorSeries: (id: string) => `/api/indicators/${encodeURIComponent(id)}/series`,
  indicatorExport: (id: string) => `/api/indicators/${encodeURIComponent(id)}/export`,
  sensorQuality: (id: string) => `/api/sensors/${encodeURIComponent(id)}/quality`,
  sensorExport: (id: string) => `/api/sensors/${encodeURIComponent(id)}/export`,
  quality: '/api/quality',
  trials: '/api/trials',
  incidents: '/api/incidents',
  incident: (id: string) => `/api/incidents/${encodeURIComponent(id)}`,
  incidentActs: (id: string) => `/api/incidents/${encodeURIComponent(id)}/acts`,
  incidentReporter: (id: string) => `/api/incidents/${encodeURIComponent(id)}/reporter`,
  trace: (id: string) => `/api/trace/${encodeURIComponent(id)}`,
  photos: '/api/photos',
  photo: (id: string) => `/api/photos/${encodeURIComponent(id)}`,
  alarmActs: (id: string) => `/api/alarms/${encodeURIComponent(id)}/acts`,
  activity: '/api/activity',
  briefs: '/api/briefs',
  brief: (key: string) => `/api/briefs/${encodeURIComponent(key)}`,
  supervisions: '/api/supervisions',
  supervision: (id: string) => `/api/supervisions/${encodeURIComponent(id)}`,
  subscriptions: '/api/subscriptions',
  subscription: (id: string) => `/api/subscriptions/${encodeURIComponent(id)}`,
  feeds: '/api/feeds',
  rejects: (feed: string) => `/api/feeds/${encodeURIComponent(feed)}/rejects`,
  catalogue: '/api/catalogue',
  catalogueKind: (kind: string) => `/api/catalogue/${encodeURIComponent(kind)}`,
  catalogueHistory: (kind: string, id: string) =>
    `/api/catalogue/${encodeURIComponent(kind)}/${encodeURIComponent(id)}/history`,
  cataloguePreview: '/api/catalogue/preview',
  catalogueImport: '/api/catalogue/import',
  catalogueExport: (format: 'xlsx' | 'json') => `/api/catalogue/export?format=${format}`,
  noticesSeen: '/api/notices/seen',
  webhooks: '/api/webhooks',
  webhook: (id: string) => `/api/webhooks/${encodeURIComponent(id)}`,
  webhookTest: (id: string) => `/api/webhooks/${encodeURIComponent(id)}/test`,
  deliveries: '/api/deliveries',
  deliveryReplay: (id: string) => `/api/deliveries/${encodeURIComponent(id)}/replay`,
  audit: '/api/audit',
  auditHeads: '/api/audit/heads',
  settings: '/api/settings',
  presence: '/api/presence',
  bulk: '/api/bulk',
  find: '/api/find',
  intakeSuggest: '/api/intake/suggest',
  crews: '/api/crews',
  crew: (id: string) => `/api/crews/${encodeURIComponent(id)}`,
  roster: '/api/roster',
  handovers: '/api/handovers',
  handover: (id: string) => `/api/handovers/${encodeURIComponent(id)}`,
  handoverDraft: '/api/handovers/draft',
  evaluation: '/api/evaluation',
  evaluationCases: '/api/evaluation/cases',
  evaluationTrend: '/api/evaluation/trend',
  evaluationExport: '/api/evaluation/export',
  accounts: '/api/accounts',
  account: (username: string) => `/api/accounts/${encodeURIComponent(username)}`,
  gateways: '/api/gateways',
  health: '/api/health',
  metrics: '/metrics',
  /** MQTT over WebSocket, same port. */
  mqtt: '/mqtt',
} as const

/** RFC 9457 problem document; `code` is stable, title and detail are in both languages. */
export const ProblemSchema = Type.Object({
  type: Str,
  title: Str,
  status: Type.Integer(),
  detail: Str,
  code: Str,
  titleText: TextSchema,
  detailText: TextSchema,
  /** JSON pointer of the offending field. */
  field: Opt(Str),
  /** To quote to the operator. */
  instance: Str,
  /** Conflicts: who changed the case, to which version, when. */
  conflict: Opt(Type.Object({ version: Type.Integer(), by: Str, at: InstantSchema, type: Str })),
  retryAfterMs: Opt(Type.Integer()),
})
export type Problem = Static<typeof ProblemSchema>

export const SignInSchema = Type.Object(
  { username: Type.String({ minLength: 1, maxLength: 64 }), password: Type.String({ minLength: 1, maxLength: 256 }) },
  { additionalProperties: false },
)
export const SessionSchema = Type.Object({
  /** Notices up to then have been seen by this account; 0: none. */
  noticesSeenAt: Type.Integer(),
  user: Type.Object({ id: Str, name: Str, role: Type.Enum([...ROLES]), department: Opt(Str), demo: Type.Boolean() }),
  /** Hub clock, for the offset. */
  at: InstantSchema,
  expiresAt: InstantSchema,
})
export type Session = Static<typeof SessionSchema>

/** `POST /api/accounts` (administrator). */
export const NewAccountSchema = Type.Object(
  {
    username: Type.String({ pattern: '^[a-z0-9._-]{2,64}$' }),
    name: Type.String({ minLength: 1, maxLength: 64 }),
    role: Type.Enum([...ROLES]),
    department: Opt(Type.String({ maxLength: 64 })),
    password: Type.String({ minLength: 10, maxLength: 256 }),
  },
  { additionalProperties: false },
)
/** `POST /api/gateways` (administrator): the secret is answered once. */
export const NewGatewaySchema = Type.Object(
  { gateway: Type.String({ pattern: '^[A-Za-z0-9._-]{2,64}$' }) },
  { additionalProperties: false },
)

/** A case that may be the same one. */
export const AlikeSchema = Type.Object({
  row: IncidentRowSchema,
  score: Type.Number({ minimum: 0, maximum: 1 }),
  distanceM: Type.Number(),
  apartMs: Type.Integer(),
  sameMatter: Type.Boolean(),
  words: Type.Number(),
})
export type AlikeView = Static<typeof AlikeSchema>

/** `GET /api/incidents/:id` */
export const IncidentDetailSchema = Type.Object({
  row: IncidentRowSchema,
  text: Str,
  snapshot: Opt(Type.Unknown()),
  clocks: Type.Array(ClockViewSchema),
  events: Type.Array(EventViewSchema),
  alarms: Type.Array(AlarmRowSchema),
  /** Report ids and texts linked to it. */
  reports: Type.Array(
    Type.Object({
      id: Str,
      text: Str,
      source: Str,
      at: InstantSchema,
      /** The merged case it came with, if it did. */
      incident: Opt(Str),
    }),
  ),
  /** Photos handed in with its acts. */
  photos: Type.Array(PhotoFactsSchema),
  /** Masked by role; absent where the role may not see it. */
  reporter: Opt(ReporterSchema),
  request: Opt(Type.Object({ type: words('extension', 'suspension'), reason: Str, until: Opt(InstantSchema) })),
  orders: Type.Array(
    Type.Object({
      department: Str,
      state: words('pending', 'handling', 'finished'),
      task: Opt(Str),
      handler: Opt(Str),
      note: Opt(Str),
      photos: Type.Array(Str),
    }),
  ),
  supervisions: Type.Array(
    Type.Object({
      level: words('normal', 'urgent', 'leader'),
      text: Str,
      by: Str,
      at: InstantSchema,
      dueAt: Opt(InstantSchema),
      reply: Opt(Type.Object({ text: Str, by: Str, at: InstantSchema })),
    }),
  ),
  appeal: Opt(Type.Object({ reason: Str, state: words('asked', 'reviewed', 'granted', 'refused') })),
  /** Somebody who reported it can be called: the fact, never the person. */
  callable: Type.Boolean(),
  /** Since the last dispatch. */
  contactedAt: Opt(InstantSchema),
  /** Since the last closure, in order. */
  callBacks: Type.Array(CallBackSchema),
  /** Left out of the three rates, after review. */
  excluded: Opt(Type.Object({ ground: Type.Enum([...GROUNDS]), reason: Str })),
  /** Open cases that may be the same one, best first; offered while merging is possible. */
  alike: Type.Array(AlikeSchema),
  /** Cases merged into this one. */
  absorbed: Type.Array(IncidentRowSchema),
  /** What this actor may do now, in the order of the lifecycle table. */
  acts: Type.Array(Str),
  /** What `undo` would take back for this actor, and until when; absent while it is not lawful. */
  undo: Opt(Type.Object({ of: Str, until: InstantSchema })),
  recommendations: Type.Array(RecommendationSchema),
  /** Matters that the text or the alarm suggests, best first. */
  suggestions: Type.Array(Type.Object({ matter: Str, condition: Str, name: TextSchema, why: TextSchema })),
})
export type IncidentDetail = Static<typeof IncidentDetailSchema>

/** `GET /api/incidents?...`: the whole register, filtered and sorted by the hub; the live queue comes from the view. */
export const IncidentQuerySchema = Type.Object({
  /** Comma-separated lists: any of them. */
  state: Opt(Type.String({ maxLength: 300 })),
  level: Opt(Type.String({ maxLength: 20 })),
  source: Opt(Type.String({ maxLength: 100 })),
  matter: Opt(Type.String({ maxLength: 300 })),
  /** Area code: the area itself and everything inside it. */
  area: Opt(Type.String({ maxLength: 15 })),
  /** Leads or assists. */
  department: Opt(Str),
  /** Code, words of the title, of the text or of the address. */
  text: Opt(Type.String({ maxLength: 100 })),
  open: Opt(Type.Boolean()),
  overdue: Opt(Type.Boolean()),
  supervised: Opt(Type.Boolean()),
  /** Ended, and whoever reported it is still to be called back. */
  callBack: Opt(words('due')),
  simulated: Opt(Type.Boolean()),
  /** Other cases of the same sensor's alarm or within 100 m of this case, opened within 30 days of it. */
  around: Opt(Type.String({ minLength: 1, maxLength: 64 })),
  /** Opened from, until before. */
  from: Opt(InstantSchema),
  to: Opt(InstantSchema),
  sort: Opt(words('due', 'opened', 'updated', 'level', 'code')),
  order: Opt(words('asc', 'desc')),
  limit: Opt(Type.Integer({ minimum: 1, maximum: 500 })),
  /** Where the last page ended. */
  after: Opt(Type.String({ maxLength: 200 })),
})
export type IncidentQuery = Static<typeof IncidentQuerySchema>
export const IncidentPageSchema = Type.Object({
  rows: Type.Array(IncidentRowSchema),
  /** All that fit, not this page alone. */
  total: Type.Integer(),
  next: Opt(Str),
})
export type IncidentPage = Static<typeof IncidentPageSchema>

/** Series answers: parallel arrays, so that charts take them as they are. Gaps are null. */
export const SeriesSchema = Type.Object({
  unit: Str,
  at: Type.Array(Type.Number()),
  value: Type.Array(Type.Union([Type.Number(), Type.Null()])),
  /** Quality bits (sensor series) or coverage (indicator series). */
  mark: Type.Array(Type.Number()),
  /** Set where values were drawn together: what one point stands for, and the least and greatest of it. */
  stepMs: Opt(Type.Integer()),
  least: Opt(Type.Array(Type.Union([Type.Number(), Type.Null()]))),
  greatest: Opt(Type.Array(Type.Union([Type.Number(), Type.Null()]))),
})
export type Series = Static<typeof SeriesSchema>
export const SeriesQuerySchema = Type.Object({
  from: InstantSchema,
  to: InstantSchema,
  metric: Opt(Str),
  /** At most so many points: more are drawn together. Default 1,500. */
  points: Opt(Type.Integer({ minimum: 50, maximum: 5_000 })),
})

export const SensorDetailSchema = Type.Object({
  id: Str,
  name: Str,
  kind: Str,
  feed: Str,
  area: Str,
  areaName: TextSchema,
  lng: Type.Number(),
  lat: Type.Number(),
  owner: Opt(Str),
  attributes: Type.Record(Str, Type.Union([Str, Type.Number()])),
  simulated: Type.Boolean(),
  /** How long it may be quiet and its last value stands: by its kind, and by how often its feed promises to speak. */
  silentAfterMs: Type.Integer({ minimum: 0 }),
  /** By metric order of its kind. */
  current: Type.Array(CurrentSchema),
  alarms: Type.Array(AlarmRowSchema),
  incidents: Type.Array(Str),
})
export type SensorDetail = Static<typeof SensorDetailSchema>

/** `GET /api/activity?from&to&stepMs`: counts per step for the strip under the wall. */
export const ActivitySchema = Type.Object({
  at: Type.Array(Type.Number()),
  opened: Type.Array(Type.Integer()),
  closed: Type.Array(Type.Integer()),
  alarms: Type.Array(Type.Integer()),
  departments: Type.Array(
    Type.Object({
      department: Str,
      open: Type.Integer(),
      overdue: Type.Integer(),
      closedOnTime: Type.Integer(),
      closedLate: Type.Integer(),
    }),
  ),
})
export type Activity = Static<typeof ActivitySchema>

/** One step of a message's journey (`npm run walk`, `GET /api/trace/:incident`). */
export const TraceStepSchema = Type.Object({
  stage: Type.Integer({ minimum: 0, maximum: 7 }),
  name: TextSchema,
  occurredAt: InstantSchema,
  recordedAt: InstantSchema,
  id: Str,
  because: Type.Array(Type.Object({ kind: Str, id: Str, at: Opt(Type.Number()) })),
  /** One line of what it says. */
  text: TextSchema,
  detail: Type.Unknown(),
})
export const TraceSchema = Type.Object({ incident: Str, steps: Type.Array(TraceStepSchema) })
export type Trace = Static<typeof TraceSchema>

/** `GET /api/feeds/:id/rejects`: a bounded sample of what was not taken. */
export const RejectRowSchema = Type.Object({
  at: InstantSchema,
  feed: Str,
  reason: Str,
  text: TextSchema,
  topic: Str,
  payload: Str,
  bytes: Type.Integer(),
})
export type RejectRow = Static<typeof RejectRowSchema>

/** `GET /api/city`: reference data that screens need, without what they must not know. */
export const CityViewSchema = Type.Object({
  city: Type.Unknown(),
  areas: Type.Array(Type.Unknown()),
  departments: Type.Array(Type.Unknown()),
  matters: Type.Array(Type.Unknown()),
  sensorKinds: Type.Array(Type.Unknown()),
  indicators: Type.Array(Type.Unknown()),
  alarmRules: Type.Array(Type.Unknown()),
  /** Those of them that an emergency makes stricter now, as the catalogue has them. */
  relaxedRules: Opt(Type.Array(Type.Unknown())),
  /** Every edition of the tables that indicators are judged by. */
  limitTables: Opt(Type.Array(Type.Unknown())),
  classTables: Opt(Type.Array(Type.Unknown())),
  desk: Type.Unknown(),
})
