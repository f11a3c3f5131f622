// The audit log beside the log of cases: sign-ins, views of personal data, exports, changes of configuration. And both chains' heads.
import Type, { type Static } from 'typebox'
import { InstantSchema, TextSchema } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()

export const AUDIT_KINDS = [
  'signIn',
  'signInFailed',
  'signOut',
  'personalData',
  'export',
  'configuration',
  'handover',
  'account',
  'gateway',
  'webhook',
  'emergency',
  'brief',
  'supervision',
] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]

export const AuditRowSchema = Type.Object({
  seq: Str,
  at: InstantSchema,
  kind: Type.Enum([...AUDIT_KINDS]),
  actor: Type.Object({ id: Str, name: Str, role: Str }),
  /** Address of the screen, as the hub saw it. */
  address: Opt(Str),
  /** Case, account, catalogue entry or file it is about. */
  subject: Str,
  ok: Type.Boolean(),
  text: TextSchema,
  hash: Str,
})
export type AuditRow = Static<typeof AuditRowSchema>

export const AuditQuerySchema = Type.Object({
  kind: Opt(Type.Enum([...AUDIT_KINDS])),
  actor: Opt(Type.String({ maxLength: 64 })),
  subject: Opt(Type.String({ maxLength: 200 })),
  from: Opt(InstantSchema),
  to: Opt(InstantSchema),
  /** Rows before this seq. */
  before: Opt(Type.String({ pattern: '^\\d{1,18}$' })),
  limit: Opt(Type.Integer({ minimum: 1, maximum: 500 })),
})
export type AuditQuery = Static<typeof AuditQuerySchema>

/** The end of a chain at one moment. `chain`: the log of all cases, or this audit log. */
export const ChainHeadSchema = Type.Object({
  chain: Type.Enum(['cases', 'audit']),
  date: Str,
  seq: Str,
  hash: Str,
  at: InstantSchema,
})
export type ChainHead = Static<typeof ChainHeadSchema>
