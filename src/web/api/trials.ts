// Rules and scales tried over the past days. Nothing is changed by it.
import { paths } from '../../wire/api.ts'
import { TrialSchema, type Trial, type TrialQuery } from '../../wire/signs.ts'
import { send } from './client.ts'

/** `signal`: whoever asked looks away; the hub then stops. */
export const runTrial = (query: TrialQuery, signal?: AbortSignal): Promise<Trial> =>
  send('POST', paths.trials, query, TrialSchema, undefined, signal)
