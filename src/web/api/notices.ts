// Notices: the live view brings them, HTTP remembers up to when an account has seen them.
import Type from 'typebox'
import { paths } from '../../wire/api.ts'
import { send } from './client.ts'

/** `at`: instant of the newest notice that was shown. */
export async function sendNoticesSeen(at: number): Promise<void> {
  await send('POST', paths.noticesSeen, { at }, Type.Unknown())
}
