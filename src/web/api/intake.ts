// Intake over HTTP: suggestions while a report is written, and the report itself with the act that follows it at once.
import Type from 'typebox'
import { paths } from '../../wire/api.ts'
import type { DeskReport } from '../../wire/acts.ts'
import { IntakeSuggestionSchema, type IntakeQuestion, type IntakeSuggestion } from '../../wire/intake.ts'
import { send } from './client.ts'

/** `POST /api/intake/suggest`; `signal` takes the question back. */
export const askSuggestion = (question: IntakeQuestion, signal: AbortSignal): Promise<IntakeSuggestion> =>
  send('POST', paths.intakeSuggest, question, IntakeSuggestionSchema, undefined, signal)

const TakenSchema = Type.Object({ id: Type.String(), code: Type.String(), version: Type.Integer() })
export type Taken = Type.Static<typeof TakenSchema>

/** `POST /api/incidents`: the new case, at the version an act may follow. */
export const takeReport = (report: DeskReport): Promise<Taken> => send('POST', paths.incidents, report, TakenSchema)
