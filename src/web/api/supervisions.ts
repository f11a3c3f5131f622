// Matters under supervision: given, read, acted in, counted.
import { paths } from '../../wire/api.ts'
import {
  CausesSchema,
  SupervisedDetailSchema,
  SupervisedListSchema,
  SupervisedMonthSchema,
  type Causes,
  type Give,
  type SupervisedCommand,
  type SupervisedDetail,
  type SupervisedMonth,
  type SupervisedQuery,
  type SupervisedRow,
} from '../../wire/supervisions.ts'
import { get, send } from './client.ts'

/** The most urgent first, ended ones last. */
export const listSupervisions = (query: SupervisedQuery = {}): Promise<SupervisedRow[]> =>
  get(paths.supervisions, SupervisedListSchema, { ...query })
export const getSupervision = (id: string): Promise<SupervisedDetail> =>
  get(paths.supervision(id), SupervisedDetailSchema)
/** What could be put under supervision and is not. */
export const getCauses = (): Promise<Causes> => get(`${paths.supervisions}/causes`, CausesSchema)
export const getSupervisedMonth = (month: string): Promise<SupervisedMonth> =>
  get(`${paths.supervisions}/month`, SupervisedMonthSchema, { month })
export const giveSupervision = (input: Give): Promise<SupervisedDetail> =>
  send('POST', paths.supervisions, input, SupervisedDetailSchema)
/** The same command sent again acts once. */
export const actInSupervision = (id: string, command: SupervisedCommand): Promise<SupervisedDetail> =>
  send('POST', `${paths.supervision(id)}/acts`, command, SupervisedDetailSchema)
