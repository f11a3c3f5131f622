// The brief of a day.
import { BriefSchema, paths, type BriefView } from '../../wire/api.ts'
import { get } from './client.ts'

/** `date` is a city date, `YYYY-MM-DD`. */
export const getBrief = (date: string): Promise<BriefView> => get(paths.brief(date), BriefSchema)
