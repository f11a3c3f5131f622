// Small questions and words of the desk: what this screen has open, and finding anything by a few words.
import Type from 'typebox'
import { paths } from '../../wire/api.ts'
import { FoundSchema, type Found, type Presence } from '../../wire/desk.ts'
import { get, send } from './client.ts'

/** `PUT /api/presence` */
export async function sayPresence(word: Presence): Promise<void> {
  await send('PUT', paths.presence, word, Type.Unknown())
}
/** `GET /api/find?q=`; `near`: `lng,lat` of what the map looks at. */
export const findAnything = (q: string, near?: string, signal?: AbortSignal): Promise<Found> =>
  get(paths.find, FoundSchema, { q, near }, signal)
