// A post in words.
import type { Role } from '../../core/incident/types.ts'
import { ROLE_WORDS } from '../../wire/words.ts'
import { say } from '../i18n/i18n.ts'

export const roleWord = (role: Role | undefined): string => (role === undefined ? '' : say(ROLE_WORDS[role]))
