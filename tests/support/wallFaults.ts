// What is taken away from a wall, and given back: a context, its clock, its line, its hub, its database, its token.
import type { Page } from '@playwright/test'
import pg from 'pg'
import type { TestPostgres } from './postgres.ts'
import type { SlowLink } from './slowLink.ts'

export const FAULTS = [
  'contextLost',
  'clockChanged',
  'networkCut',
  'hubKilled',
  'databaseStopped',
  'tokenExpired',
] as const
export type Fault = (typeof FAULTS)[number]

export const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms))

export interface Hands {
  readonly page: Page
  readonly line: SlowLink
  readonly awayMs: number
  readonly postgres: TestPostgres | undefined
  readonly wall: string
  readonly restart: () => Promise<void>
}

/** Resolves when it has come back, or could; what the wall makes of it is looked at by whoever asked. */
export async function force(fault: Fault, { page, line, awayMs, postgres, wall, restart }: Hands): Promise<void> {
  switch (fault) {
    case 'contextLost': {
      // As when the driver resets and nothing gives the context back.
      const lost = await page.evaluate(() => {
        const context = document.querySelector<HTMLCanvasElement>('canvas.maplibregl-canvas')?.getContext('webgl2')
        context?.getExtension('WEBGL_lose_context')?.loseContext()
        return context?.isContextLost() === true
      })
      if (!lost) throw new Error('no context was lost: the board has no map')
      return
    }
    case 'clockChanged':
      await page.evaluate(() => {
        const ms = 2 * 3_600_000
        sessionStorage.setItem('soak.ahead', String(ms))
        ;(window as unknown as { ahead: { ms: number } }).ahead.ms = ms
      })
      return pause(2_000)
    case 'networkCut':
      line.slow(0)
      line.cut()
      await pause(awayMs)
      line.slow(undefined)
      return line.cut()
    case 'hubKilled':
      return restart()
    case 'databaseStopped':
      await postgres?.halt()
      await pause(awayMs)
      return postgres?.again()
    case 'tokenExpired': {
      if (postgres === undefined) throw new Error('no store to expire a token in')
      const client = new pg.Client({ connectionString: postgres.url })
      await client.connect()
      await client.query(`update sign_in set expires_at = now() - interval '1 minute' where username = $1`, [wall])
      await client.end()
      // The hub knows a token for a while without asking the store; a new one asks.
      return restart()
    }
  }
}
