// Acts on one alarm: acknowledge, shelve, unshelve. What follows comes back with the alarms view.
import Type from 'typebox'
import type { AlarmAct } from '../../wire/acts.ts'
import { paths } from '../../wire/api.ts'
import { send } from './client.ts'

export async function actOnAlarm(id: string, act: AlarmAct): Promise<void> {
  await send('POST', paths.alarmActs(id), act, Type.Unknown())
}
