// The audit log and the published ends of both chains.
import Type from 'typebox'
import { paths } from '../../wire/api.ts'
import { AuditRowSchema, ChainHeadSchema, type AuditQuery, type AuditRow, type ChainHead } from '../../wire/audit.ts'
import { get } from './client.ts'

/** Newest first. */
export const getAudit = (query: AuditQuery): Promise<AuditRow[]> => get(paths.audit, Type.Array(AuditRowSchema), query)
export const getHeads = (): Promise<ChainHead[]> => get(paths.auditHeads, Type.Array(ChainHeadSchema))
