// One act on many cases over HTTP.
import { paths } from '../../wire/api.ts'
import { BulkReportSchema, type BulkCommand, type BulkReport } from '../../wire/desk.ts'
import { send } from './client.ts'

/** `POST /api/bulk`: what each case made of it, or would. Safe to repeat under the same key. */
export const sendBulk = (command: BulkCommand): Promise<BulkReport> =>
  send('POST', paths.bulk, command, BulkReportSchema)
