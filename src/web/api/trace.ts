// The journey of a case, from the message that began it to the brief that names it.
import { TraceSchema, paths, type Trace } from '../../wire/api.ts'
import { get } from './client.ts'

export const getTrace = (id: string): Promise<Trace> => get(paths.trace(id), TraceSchema)
