// Briefs: read, asked for, opened to their evidence, and worked on at the desk.
import Type from 'typebox'
import type { BriefKind } from '../../core/brief/key.ts'
import { paths } from '../../wire/api.ts'
import {
  BriefInputRowSchema,
  BriefReadersSchema,
  BriefRowSchema,
  BriefSchema,
  EvidenceSchema,
  SinceSchema,
  type AskBrief,
  type BriefCommand,
  type BriefInputRow,
  type BriefReaders,
  type BriefRow,
  type BriefView,
  type Evidence,
  type Since,
} from '../../wire/briefs.ts'
import { get, send } from './client.ts'

export const getBrief = (key: string): Promise<BriefView> => get(paths.brief(key), BriefSchema)
/** The newest first. */
export const listBriefs = (kind: BriefKind | undefined, limit = 60): Promise<BriefRow[]> =>
  get(paths.briefs, Type.Array(BriefRowSchema), { ...(kind === undefined ? {} : { kind }), limit })
export const getEvidence = (key: string, figure: string): Promise<Evidence> =>
  get(`${paths.brief(key)}/evidence`, EvidenceSchema, { figure })
export const getSince = (): Promise<Since> => get(`${paths.briefs}/since`, SinceSchema)
export const getReaders = (key: string): Promise<BriefReaders> => get(`${paths.brief(key)}/readers`, BriefReadersSchema)

/** One thing done to a brief. The same command sent again acts once. */
export const sendCommand = (brief: string, command: BriefCommand): Promise<BriefView> =>
  send('POST', `${paths.brief(brief)}/acts`, command, BriefSchema)
/** What the reader's department is asked for. */
export const getInputs = (): Promise<BriefInputRow[]> => get(`${paths.briefs}/inputs`, Type.Array(BriefInputRowSchema))
/** A department's answer: it may not read the brief, so nothing comes back. */
export const sendAnswer = async (brief: string, command: BriefCommand): Promise<void> => {
  await send('POST', `${paths.brief(brief)}/acts`, command, Type.Unknown())
}
/** Composes a special topic, or the next report on a case; answers its key. */
export const askBrief = (ask: AskBrief): Promise<{ key: string }> =>
  send('POST', paths.briefs, ask, Type.Object({ key: Type.String() }))

/** Opened here, in a form: the page, on paper, read aloud. */
export const markRead = async (brief: string, form: 'page' | 'print' | 'voice'): Promise<void> => {
  await send('POST', `${paths.brief(brief)}/read`, { form }, Type.Unknown())
}

/** Address of a file form of the brief. */
export const briefFile = (key: string, form: 'docx' | 'xlsx' | 'txt'): string => `${paths.brief(key)}/file.${form}`
