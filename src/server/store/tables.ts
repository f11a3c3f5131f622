// The tables, as kysely sees them. Words are those of the glossary; instants are timestamptz.
import type { ColumnType, Generated } from 'kysely'
import type { Because } from '../../core/because.ts'
import type { EventBody } from '../../core/incident/events.ts'
import type { Text } from '../../core/text.ts'
import type { Settings } from '../../wire/settings.ts'
import type { Actor, Incident } from '../../core/incident/types.ts'
import type {
  BriefBodyTable,
  BriefHeadTable,
  BriefLineTable,
  BriefNumberTable,
  BriefReadTable,
  ReaderVisitTable,
} from './briefTables.ts'
import type { Instant, Json, MaybeInstant, MaybeJson } from './columns.ts'
import type { CrewTable, HandoverTable, ObligationTable, ProjectionTable, RosterTable } from './deskTables.ts'
import type { EmergencyEventTable, EmergencyTable, PlanTable } from './emergencyTables.ts'
import type {
  ForecastResultTable,
  ForecastTable,
  IndicatorHourTable,
  LateHourTable,
  NormalTable,
  QualityGroupHourTable,
  QualityHourTable,
  SilenceTable,
} from './signTables.ts'
import type { DeliveryTable, NoticeTable, WebhookTable } from './notifyTables.ts'
import type { BriefAttemptTable, BriefDeliveryTable, SubscriptionTable } from './subscriptionTables.ts'
import type { SupervisionEventTable, SupervisionTable } from './supervisionTables.ts'
import type { UnitFixTable, UnitTable } from './unitTables.ts'
import type { BoardTable, WallPairingTable, WallTable } from './wallTables.ts'

export interface ReferenceTable {
  kind: string
  id: string
  valid_from: Instant
  valid_to: MaybeInstant
  body: Json<unknown>
  hash: string
  /** `desk`: put by an administrator; the file no longer decides it. */
  origin: Generated<'file' | 'desk'>
  by_account: string | null
  reason: string | null
  /** What the city's file said when it was last read. */
  file_hash: string | null
}

export interface SensorTable {
  id: string
  idx: Generated<number>
  feed: string
  device: string
  kind: string
  name: string
  lng: number
  lat: number
  area: string
  district: string
  owner: string | null
  maintainer: string | null
  attributes: Json<Record<string, string | number>>
  simulated: boolean
  registered_at: Instant
}

export interface SeriesTable {
  id: Generated<number>
  sensor: string
  metric: string
}

export interface ObservationTable {
  series: number
  occurred_at: Instant
  recorded_at: Instant
  value: number
  quality: number
}

export interface ObservationHourTable {
  series: number
  hour: Instant
  n: number
  sum: number
  min: number
  max: number
}

export interface FeedHourTable {
  feed: string
  hour: Instant
  /** `accepted`, `late`, `duplicate`, or a reject reason prefixed with `reject:`. */
  outcome: string
  n: ColumnType<string, number, number>
  last_at: Instant
}

export interface RejectTable {
  id: Generated<string>
  at: Instant
  feed: string
  reason: string
  detail: string
  topic: string
  payload: string
  bytes: number
}

export interface ReportTable {
  /** `<feed>/<sender's id>` */
  id: string
  feed: string
  channel: string
  text: string
  occurred_at: Instant
  recorded_at: Instant
  lng: number | null
  lat: number | null
  area: string | null
  address: string | null
  matter: string | null
  incident: string | null
  /** Personal data: here and nowhere else. */
  reporter: MaybeJson<{ name?: string; phone?: string }>
  simulated: boolean
}

export interface AlarmTable {
  id: string
  rule: string
  sensor: string
  metric: string
  level: number
  value: number
  raised_at: Instant
  recorded_at: Instant
  cleared_at: MaybeInstant
  /** Where no value ended it: its rule went. */
  cleared_reason: MaybeJson<Text>
  acknowledged_at: MaybeInstant
  acknowledged_by: string | null
  shelved_until: MaybeInstant
  shelved_reason: string | null
  incident: string | null
  because: Json<Because[]>
}

export interface IncidentTable {
  id: string
  code: string
  version: number
  state: string
  level: number
  matter: string | null
  lead: string | null
  assist: string[]
  area: string
  district: string
  source: string
  simulated: boolean
  fingerprint: string | null
  opened_at: Instant
  updated_at: Instant
  filed_at: MaybeInstant
  dispatched_at: MaybeInstant
  confirmed_at: MaybeInstant
  closed_at: MaybeInstant
  /** Deadline of disposal. */
  handle_due_at: MaybeInstant
  /** Earliest moment at which time alone may change the case (near-due, overdue, end of suspension). */
  next_tick_at: MaybeInstant
  /** Deadline of the present stage, for the queue's order. */
  due_at: MaybeInstant
  escalated: boolean
  supervised: boolean
  condition: string | null
  merged_into: string | null
  title: string
  /** Lower-case code, title, words and address: what a text search looks through. */
  search: string
  lng: number
  lat: number
  /** Closed, and whoever reported it is to be called back by then; null once called, or not to be called. */
  call_back_due_at: MaybeInstant
  /** An appeal exempted it from overdue statistics. */
  exempt: boolean
  /** Departments that have sent it back. */
  returned_by: string[]
  body: Json<Incident>
}

export interface IncidentEventTable {
  /** Place in the one chain of all events. */
  seq: string
  incident: string
  n: number
  type: string
  actor: Json<Actor>
  occurred_at: Instant
  recorded_at: Instant
  because: Json<Because[]>
  body: Json<EventBody>
  hash: Buffer
}

export interface ChainHeadTable {
  id: number
  seq: string
  hash: Buffer
}

export interface CommandTable {
  key: string
  incident: string
  actor: string
  version: number
  at: Instant
}

export interface OutboxTable {
  id: Generated<string>
  kind: string
  payload: Json<unknown>
  created_at: Instant
  done_at: MaybeInstant
}

export interface AccountTable {
  username: string
  name: string
  role: string
  department: string | null
  password: string
  demo: boolean
  disabled: boolean
  failed: number
  locked_until: MaybeInstant
  created_at: Instant
  notices_seen_at: MaybeInstant
  settings: ColumnType<Settings, string | undefined, string>
}

export interface SignInTable {
  /** SHA-256 of the cookie's token. */
  token: Buffer
  username: string
  created_at: Instant
  expires_at: Instant
}

export interface GatewayTable {
  name: string
  secret: string
  created_at: Instant
}

export interface PhotoTable {
  /** SHA-256 of the bytes, hex. */
  id: string
  mime: string
  bytes: Buffer
  created_by: string
  created_at: Instant
  /** What the camera had written into the picture. */
  taken_at: MaybeInstant
  lng: number | null
  lat: number | null
}

export interface IndicatorValueTable {
  indicator: string
  area: string
  at: Instant
  value: number | null
  level: number | null
  coverage: number
  simulated: boolean
  /** Published first, where a later observation changed it. */
  was: number | null
  corrected_at: MaybeInstant
  grade: number | null
  suspect: ColumnType<number, number | undefined, number>
  mixed: ColumnType<boolean, boolean | undefined, boolean>
}

/** Issued by hubs before 0009; carried over at start. */
export interface BriefTable {
  date: string
  issue: number
  issued_at: Instant
  body: Json<unknown>
}

export interface AuditEventTable {
  seq: string
  at: Instant
  kind: string
  actor: Json<{ id: string; name: string; role: string }>
  address: string | null
  subject: string
  ok: boolean
  text: Json<Text>
  hash: Buffer
}

export interface ChainPublishedTable {
  date: string
  chain: string
  seq: string
  hash: Buffer
  at: Instant
}

export interface Tables {
  unit: UnitTable
  unit_fix: UnitFixTable
  wall: WallTable
  wall_pairing: WallPairingTable
  board: BoardTable
  emergency: EmergencyTable
  emergency_event: EmergencyEventTable
  plan: PlanTable
  supervision: SupervisionTable
  supervision_event: SupervisionEventTable
  obligation: ObligationTable
  projection: ProjectionTable
  crew: CrewTable
  roster: RosterTable
  handover: HandoverTable
  reference: ReferenceTable
  sensor: SensorTable
  series: SeriesTable
  observation: ObservationTable
  observation_hour: ObservationHourTable
  feed_hour: FeedHourTable
  reject: RejectTable
  report: ReportTable
  alarm: AlarmTable
  incident: IncidentTable
  incident_event: IncidentEventTable
  chain_head: ChainHeadTable
  command: CommandTable
  outbox: OutboxTable
  account: AccountTable
  sign_in: SignInTable
  gateway: GatewayTable
  photo: PhotoTable
  indicator_value: IndicatorValueTable
  indicator_hour: IndicatorHourTable
  late_hour: LateHourTable
  quality_hour: QualityHourTable
  quality_group_hour: QualityGroupHourTable
  silence: SilenceTable
  normal: NormalTable
  forecast: ForecastTable
  forecast_result: ForecastResultTable
  brief: BriefTable
  brief_head: BriefHeadTable
  brief_line: BriefLineTable
  brief_body: BriefBodyTable
  brief_number: BriefNumberTable
  brief_read: BriefReadTable
  subscription: SubscriptionTable
  brief_delivery: BriefDeliveryTable
  brief_attempt: BriefAttemptTable
  reader_visit: ReaderVisitTable
  audit_event: AuditEventTable
  chain_published: ChainPublishedTable
  notice: NoticeTable
  webhook: WebhookTable
  delivery: DeliveryTable
}
