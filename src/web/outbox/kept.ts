// What a department may read without signal: its orders, the cases it has opened, the city's names. Per account, until it signs out.
import type { IncidentDetail } from '../../wire/api.ts'
import { webDatabase, type KeptCase, type KeptOrders } from './db.ts'

/** Cases opened longest ago give way. */
const MOST_CASES = 60
export async function keepOrders(kept: KeptOrders): Promise<void> {
  // Rows come out of shallow refs: plain already.
  await (await webDatabase())?.put('orders', kept).catch(() => undefined)
}
export const keptOrders = async (account: string): Promise<KeptOrders | undefined> =>
  (await webDatabase())?.get('orders', account)

export async function keepCase(account: string, detail: IncidentDetail, at: number): Promise<void> {
  const db = await webDatabase()
  if (db === undefined) return
  try {
    await db.put('cases', { key: `${account}/${detail.row.id}`, account, detail, at })
    const all = await db.getAllFromIndex('cases', 'account', account)
    for (const old of all.sort((a, b) => b.at - a.at).slice(MOST_CASES)) await db.delete('cases', old.key)
  } catch {
    // No room: the newest cases are then not readable without signal.
  }
}
export const keptCase = async (account: string, id: string): Promise<KeptCase | undefined> =>
  (await webDatabase())?.get('cases', `${account}/${id}`)

const CITY = 'city'
export async function keepCity(city: unknown): Promise<void> {
  await (await webDatabase())?.put('city', city, CITY).catch(() => undefined)
}
export const keptCity = async (): Promise<unknown> => (await webDatabase())?.get('city', CITY)

/** Signed out by hand: nothing of the account stays readable. Acts that wait stay; nobody else sees them. */
export async function forget(account: string): Promise<void> {
  const db = await webDatabase()
  if (db === undefined) return
  await db.delete('orders', account)
  for (const kept of await db.getAllFromIndex('cases', 'account', account)) await db.delete('cases', kept.key)
}
