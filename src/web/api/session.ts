// Who is signed in. The session itself is a cookie that scripts cannot read.
import Type from 'typebox'
import { SessionSchema, paths, type Session } from '../../wire/api.ts'
import { get, send } from './client.ts'

export const getSession = (): Promise<Session> => get(paths.session, SessionSchema)
export const signIn = (username: string, password: string): Promise<Session> =>
  send('POST', paths.session, { username, password }, SessionSchema)
export const signOut = (): Promise<unknown> => send('DELETE', paths.session, undefined, Type.Unknown())
