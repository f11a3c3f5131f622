// The walls of a city: let in, told what to show, heard, sent away. What a wall shows in the end it decides itself, by the director.
import type { Actor } from '../../core/incident/types.ts'
import type { Pairing, PairingApproval, WallChange, WallPushCommand, WallRow, WallSays } from '../../wire/walls.ts'
import type { AccountDesk, Now, SignedIn } from '../ports.ts'
import { type ProblemError, RefusedError, invalid, notFound } from '../problems.ts'
import type { Db, Queries } from '../store/db.ts'
import { changeOrders, newOrders, pushOf, withPush, type Orders, type OrdersKnown } from './orders.ts'
import { newWallName, openPairings } from './pairing.ts'

/** What a wall says is stored once in this long: after a restart the list still tells when each was last heard. */
const STORE_EVERY_MS = 60_000
/** How long a wall that was sent away stays on the list. */
const SHOW_REVOKED_MS = 24 * 3_600_000

export interface WallDesk {
  rows(): readonly WallRow[]
  pair(): Promise<Pairing>
  /** Lets in the wall that shows the code. */
  approve(approval: PairingApproval): Promise<WallRow>
  claim(
    secret: string,
    address: string,
  ): Promise<{ readonly token: string; readonly signedIn: SignedIn } | { readonly waitingUntil: number }>
  /** What a wall says of itself. */
  say(actor: Actor, says: WallSays): Promise<void>
  change(id: string, change: WallChange): Promise<WallRow>
  /** Answers the walls it was put on, or taken from. */
  push(command: WallPushCommand, actor: Actor): Promise<readonly WallRow[]>
  /** Its sign-ins end and what it has open is closed. */
  revoke(id: string): Promise<WallRow>
}

export interface WallOptions {
  readonly db: Db
  readonly now: Now
  readonly accounts: Pick<AccountDesk, 'admit' | 'setDisabled'>
  readonly hasBoard: (id: string) => boolean
  /** Undefined: what a push names is there; else what is not. */
  readonly missing: (show: NonNullable<WallPushCommand['show']>) => Promise<ProblemError | undefined>
  readonly show: (rows: readonly WallRow[], gone: readonly string[]) => void
  /** Closes the live links of an account. */
  readonly drop: (account: string) => void
}

const noWall = (): ProblemError => notFound({ zh: '大屏', en: 'wall' })

interface Held {
  row: WallRow
  /** Heard since it was last shown. */
  news: boolean
  storedAt: number
}

export type OpenWalls = WallDesk & { load(): Promise<void>; round(): Promise<void> }

export function openWalls({ db, now, accounts, hasBoard, missing, show, drop }: WallOptions): OpenWalls {
  const pairings = openPairings({ db, now })
  const held = new Map<string, Held>()
  const isThere = ({ revokedAt }: WallRow): boolean => revokedAt === undefined

  const known: OrdersKnown = {
    hasBoard,
    wall(id) {
      const row = held.get(id)?.row
      return row === undefined || !isThere(row) ? undefined : { follows: row.orders.follows }
    },
    followers: (id) =>
      [...held.values()].flatMap(({ row }) => (isThere(row) && row.orders.follows === id ? [row.id] : [])),
  }

  function put(row: WallRow): WallRow {
    const before = held.get(row.id)
    const said = before?.row
    // What it has said here is newer than what is stored of it.
    const mine = said?.heardAt !== undefined && said.heardAt >= (row.heardAt ?? 0) ? said : row
    const next: WallRow = {
      ...row,
      ...(mine.says === undefined ? {} : { says: mine.says }),
      ...(mine.heardAt === undefined ? {} : { heardAt: mine.heardAt }),
    }
    held.set(row.id, { row: next, news: false, storedAt: before?.storedAt ?? next.heardAt ?? 0 })
    return next
  }

  /** Reads what stands, and tells what another hub has changed. */
  async function refresh(): Promise<void> {
    const stored = (await db.query.selectFrom('wall').selectAll().orderBy('username').execute()).map(toRow)
    const shown = stored.filter((row) => (row.revokedAt ?? Infinity) > now() - SHOW_REVOKED_MS)
    const news = shown.filter((row) => {
      const before = held.get(row.id)?.row
      return before === undefined || before.version !== row.version || (row.heardAt ?? 0) > (before.heardAt ?? 0)
    })
    for (const row of news) if (!isThere(row) && known.wall(row.id) !== undefined) drop(row.id)
    const gone = [...held.keys()].filter((id) => !shown.some((row) => row.id === id))
    for (const id of gone) held.delete(id)
    if (news.length + gone.length > 0) show(news.map(put), gone)
  }

  /** Changes one wall as it stands in the store, and tells it. */
  async function alter(
    id: string,
    change: (row: WallRow, query: Queries) => Promise<Partial<Pick<WallRow, 'name' | 'orders' | 'revokedAt'>>>,
  ): Promise<WallRow> {
    const row = await db.query.transaction().execute(async (query) => {
      const stored = await query
        .selectFrom('wall')
        .selectAll()
        .where('username', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (stored === undefined || stored.revoked_at !== null) throw noWall()
      const before = toRow(stored)
      const changed: WallRow = { ...before, ...(await change(before, query)), version: before.version + 1 }
      await query
        .updateTable('wall')
        .set({
          name: changed.name,
          orders: JSON.stringify(changed.orders),
          version: changed.version,
          ...(changed.revokedAt === undefined ? {} : { revoked_at: new Date(changed.revokedAt) }),
        })
        .where('username', '=', id)
        .execute()
      return changed
    })
    const next = put(row)
    show([next], [])
    return next
  }

  async function insert(query: Queries, id: string, name: string, paired: boolean): Promise<WallRow> {
    const at = now()
    await query
      .insertInto('wall')
      .values({
        ...{ username: id, name, version: 1, orders: JSON.stringify(newOrders()) },
        paired_at: paired ? new Date(at) : null,
      })
      .onConflict((c) => c.column('username').doNothing())
      .execute()
    return { id, name, paired, ...(paired ? { pairedAt: at } : {}), orders: newOrders(), version: 1 }
  }

  return {
    load: refresh,
    rows: () => [...held.values()].map(({ row }) => row),
    pair: () => pairings.begin(),
    async approve({ code, name }) {
      const said = name.trim()
      let row: WallRow | undefined
      await db.query.transaction().execute((query) =>
        pairings.approve(query, code, async () => {
          const id = newWallName()
          await query
            .insertInto('account')
            // No password fits: it is only ever signed in by its claim.
            .values({
              ...{ username: id, name: said, role: 'wall', department: null, password: 'none' },
              ...{ demo: false, disabled: false, failed: 0, created_at: new Date(now()) },
            })
            .execute()
          row = await insert(query, id, said, true)
          return id
        }),
      )
      if (row === undefined) throw new Error('approved without a wall')
      show([put(row)], [])
      return row
    },
    async claim(secret, address) {
      const claimed = await pairings.claim(secret)
      return 'username' in claimed ? accounts.admit(claimed.username, address) : claimed
    },
    async say({ id, name }, says) {
      let mine = held.get(id)
      if (mine === undefined) {
        put(await insert(db.query, id, name, false))
        // Its orders may be there from before this hub knew it.
        await refresh()
        mine = held.get(id)
      }
      if (mine === undefined) return
      mine.row = { ...mine.row, says, heardAt: now() }
      mine.news = true
    },
    change: (id, change) =>
      alter(id, async ({ orders, name }) => ({
        name: change.name?.trim() ?? name,
        orders: changeOrders(id, orders, change, known, now()),
      })),
    async push({ walls, show: shown, forMs }, actor) {
      if (shown?.type === 'board' && !hasBoard(shown.board))
        throw invalid('/show/board', {
          zh: `没有这块看板：${shown.board}`,
          en: `There is no such board: ${shown.board}`,
        })
      const problem = shown === null ? undefined : await missing(shown)
      if (problem !== undefined) throw problem
      const there = [...held.values()].flatMap(({ row }) => (isThere(row) ? [row.id] : []))
      const ids = walls === 'all' ? there : walls
      const unknown = ids.find((id) => !there.includes(id))
      if (unknown !== undefined)
        throw invalid('/walls', { zh: `没有这块大屏：${unknown}`, en: `There is no such wall: ${unknown}` })
      const push = shown === null ? undefined : pushOf(shown, actor.role, now(), forMs)
      const rows: WallRow[] = []
      for (const id of ids) rows.push(await alter(id, async ({ orders }) => ({ orders: withPush(orders, push) })))
      return rows
    },
    async revoke(id) {
      const stored = await db.query
        .selectFrom('wall')
        .select(['paired_at', 'revoked_at'])
        .where('username', '=', id)
        .executeTakeFirst()
      if (stored === undefined || stored.revoked_at !== null) throw noWall()
      if (stored.paired_at === null)
        throw new RefusedError('passwordWall', {
          zh: '该大屏以密码登录，请由系统管理员停用其账号',
          en: 'This wall signs in with a password; the administrator disables its account',
        })
      // First of all: if the store fails between the two, the desk sees a wall that can be sent away again, not one that lives on unseen.
      await accounts.setDisabled(id, true)
      return alter(id, async () => ({ revokedAt: now() }))
    },
    async round() {
      const at = now()
      const news = [...held.values()].filter((one) => one.news)
      for (const one of news) one.news = false
      if (news.length > 0)
        show(
          news.map(({ row }) => row),
          [],
        )
      for (const one of news)
        if (at - one.storedAt >= STORE_EVERY_MS) {
          one.storedAt = at
          await db.query
            .updateTable('wall')
            .set({ says: JSON.stringify(one.row.says), heard_at: new Date(one.row.heardAt ?? at) })
            .where('username', '=', one.row.id)
            .execute()
        }
      await refresh()
    },
  }
}

function toRow(stored: {
  readonly username: string
  readonly name: string
  readonly paired_at: Date | null
  readonly revoked_at: Date | null
  readonly orders: Orders
  readonly version: number
  readonly says: WallSays | null
  readonly heard_at: Date | null
}): WallRow {
  const { paired_at, revoked_at, says, heard_at } = stored
  return {
    id: stored.username,
    name: stored.name,
    paired: paired_at !== null,
    ...(paired_at === null ? {} : { pairedAt: paired_at.getTime() }),
    ...(revoked_at === null ? {} : { revokedAt: revoked_at.getTime() }),
    orders: stored.orders,
    version: stored.version,
    ...(says === null ? {} : { says }),
    ...(heard_at === null ? {} : { heardAt: heard_at.getTime() }),
  }
}
