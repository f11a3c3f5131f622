// The frozen copy of what applied when a case was filed, as the screens need it. It crosses the wire unread and is checked here.
import Type, { type Static } from 'typebox'
import type { IncidentDetail } from '../../wire/api.ts'
import { LimitSchema } from '../../wire/reference/matters.ts'
import { TextSchema } from '../../wire/schema.ts'
import { fits } from '../api/check.ts'

const SnapshotSchema = Type.Object({
  standard: Type.String(),
  code: Type.String(),
  name: TextSchema,
  conditionText: TextSchema,
  closingText: TextSchema,
  limit: LimitSchema,
  basis: Type.Array(Type.String()),
})
export type MatterSnapshotView = Static<typeof SnapshotSchema>

export const snapshotOf = (detail: Pick<IncidentDetail, 'snapshot'>): MatterSnapshotView | undefined =>
  fits(SnapshotSchema, detail.snapshot) ? detail.snapshot : undefined
