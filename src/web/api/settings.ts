// What the signed-in account has chosen for itself.
import { paths } from '../../wire/api.ts'
import { SettingsSchema, type Settings } from '../../wire/settings.ts'
import { get, send } from './client.ts'

export const getSettings = (): Promise<Settings> => get(paths.settings, SettingsSchema)
/** Replaces the named parts; answers all of it. */
export const patchSettings = (part: Settings): Promise<Settings> => send('PATCH', paths.settings, part, SettingsSchema)
