// What an account has chosen for itself, kept with it. Knows nothing of what a choice means.
import { sql } from 'kysely'
import type { Settings } from '../../wire/settings.ts'
import type { AccountDesk } from '../ports.ts'
import { notFound } from '../problems.ts'
import type { Db } from '../store/db.ts'

const noAccount = () => notFound({ zh: '账号', en: 'account' })

export function openSettings({ db }: { readonly db: Db }): Pick<AccountDesk, 'settings' | 'changeSettings'> {
  return {
    async settings(username) {
      const row = await db.query
        .selectFrom('account')
        .select('settings')
        .where('username', '=', username)
        .executeTakeFirst()
      if (!row) throw noAccount()
      return row.settings
    },
    // One statement: of two screens that change different parts at once, neither undoes the other.
    async changeSettings(username, part: Settings) {
      const row = await db.query
        .updateTable('account')
        .set({ settings: sql`settings || ${JSON.stringify(part)}::jsonb` })
        .where('username', '=', username)
        .returning('settings')
        .executeTakeFirst()
      if (!row) throw noAccount()
      return row.settings
    },
  }
}
