// Who holds an entry of reference data, file or desk, over starts with changed files, on the real embedded database.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadReference, type LoadedReference } from '../../../src/server/reference/load.ts'
import { openDb, type Db } from '../../../src/server/store/db.ts'
import { startEmbedded } from '../../../src/server/store/embedded.ts'
import { migrate } from '../../../src/server/store/migrate.ts'
import * as path from '../../../src/server/store/migrations/0001-path.ts'
import {
  changeReference,
  currentEntries,
  entryId,
  hashOf,
  lastChangeAt,
  saveReference,
  writeEntries,
  type CurrentEntry,
} from '../../../src/server/store/reference.ts'
import type { Matter } from '../../../src/wire/reference.ts'
import { openTestDb } from '../../support/db.ts'

const START = Date.UTC(2026, 10, 21, 2)
const files = await loadReference('city/yangzhou')
const first = files.matters[0] as Matter
const ID = entryId('matter', first)
const renamed = (zh: string): Matter => ({ ...first, name: { ...first.name, zh } })
const withFirst = (matter: Matter): LoadedReference => ({ ...files, matters: [matter, ...files.matters.slice(1)] })
const withoutFirst: LoadedReference = { ...files, matters: files.matters.slice(1) }

let db: Db
beforeAll(async () => {
  db = await openTestDb()
}, 60_000)
afterAll(() => db.stop())
beforeEach(async () => {
  await db.pool.query('truncate reference')
  await saveReference(db, files, START)
})

const entry = async (id = ID): Promise<CurrentEntry | undefined> =>
  (await currentEntries(db.pool, ['matter'])).find((e) => e.id === id)
const versions = async (): Promise<number> =>
  (await db.pool.query(`select 1 from reference where kind = 'matter' and id = $1`, [ID])).rowCount ?? 0
const atDesk = (body: unknown, fileHash: string | null = hashOf(first)): Promise<number> =>
  changeReference(db, (client) =>
    writeEntries(
      client,
      [
        {
          kind: 'matter',
          id: ID,
          body,
          hash: body === null ? '' : hashOf(body),
          origin: 'desk',
          by: 'admin',
          reason: '本市口径',
          fileHash,
        },
      ],
      [],
      START + 1000,
    ),
  )

describe('entries of the files', () => {
  it('are named by what makes them one, and stored once', async () => {
    expect(ID).toBe(`${first.code}@${first.validFrom}`)
    const rows = await currentEntries(db.pool, [
      'matter',
      'component',
      'formerCode',
      'responsibility',
      'loop',
      'calendar',
    ])
    const names = new Set(rows.map((e) => `${e.kind} ${e.id}`))
    const [component, former, row] = [files.components[0], files.formerCodes[0], files.responsibilities[0]]
    expect(names).toContain(`component ${component?.code}`)
    expect(names).toContain(`formerCode ${former?.standard}/${former?.kind}/${former?.code}`)
    expect(names).toContain(`responsibility ${row?.matter}/${row?.condition ?? '*'}/${row?.area ?? '*'}`)
    expect(names).toContain('loop loop')
    expect(names).toContain('calendar calendar')
    const before = await lastChangeAt(db.pool)
    expect(await saveReference(db, files, START + 1)).toBe(0)
    expect(await lastChangeAt(db.pool)).toBe(before)
  })

  it('follow the file: changed, ended, back again', async () => {
    expect(await saveReference(db, withFirst(renamed('新名')), START + 1000)).toBe(1)
    expect(await entry()).toMatchObject({ origin: 'file', body: { name: { zh: '新名' } }, since: START + 1000 })
    expect(await saveReference(db, withoutFirst, START + 2000)).toBe(1)
    expect(await entry()).toBeUndefined()
    expect(await saveReference(db, files, START + 3000)).toBe(1)
    expect(await entry()).toMatchObject({ origin: 'file', since: START + 3000 })
    expect(await versions()).toBe(3)
  })

  it('are the same in whatever order their fields come', async () => {
    const turned = Object.fromEntries(Object.entries(first).reverse()) as Matter
    expect(await saveReference(db, withFirst(turned), START + 1000)).toBe(0)
    // An earlier release kept hashes that depended on the order.
    await db.pool.query(`update reference set hash = 'old', file_hash = 'old' where kind = 'matter'`)
    expect(await saveReference(db, files, START + 2000)).toBe(0)
    expect(await entry()).toMatchObject({ hash: hashOf(first), fileHash: hashOf(first), since: START })
  })

  it('get instants that only grow, also when a clock stands still or is behind', async () => {
    await saveReference(db, withFirst(renamed('一')), START)
    await saveReference(db, withFirst(renamed('二')), START - 60_000)
    expect(await entry()).toMatchObject({ body: { name: { zh: '二' } }, since: START + 2 })
    expect(await lastChangeAt(db.pool)).toBe(START + 2)
  })

  it('stay as they were when what would stand is not accepted', async () => {
    await expect(
      saveReference(db, withFirst(renamed('新名')), START + 1000, () => {
        throw new Error('does not fit')
      }),
    ).rejects.toThrow('does not fit')
    expect(await entry()).toMatchObject({ body: { name: { zh: first.name.zh } } })
    expect(await versions()).toBe(1)
  })
})

describe('entries put at the desk', () => {
  it('stay the desk’s while the file changes, which is remembered beside them', async () => {
    await atDesk(renamed('后台名'))
    expect(await saveReference(db, withFirst(renamed('文件名')), START + 2000)).toBe(0)
    expect(await entry()).toMatchObject({
      origin: 'desk',
      by: 'admin',
      reason: '本市口径',
      body: { name: { zh: '后台名' } },
      since: START + 1000,
      fileHash: hashOf(renamed('文件名')),
    })
    await saveReference(db, withoutFirst, START + 3000)
    expect(await entry()).toMatchObject({ origin: 'desk', fileHash: null })
    await saveReference(db, files, START + 4000)
    expect(await entry()).toMatchObject({ origin: 'desk', fileHash: hashOf(first) })
    expect(await versions()).toBe(2)
  })

  it('stay ended over any number of starts, with who ended them', async () => {
    await atDesk(null)
    for (const [i, version] of [files, withFirst(renamed('又改')), withoutFirst, files].entries())
      expect(await saveReference(db, version, START + 2000 + i)).toBe(0)
    expect(await entry()).toMatchObject({ body: null, origin: 'desk', by: 'admin', fileHash: hashOf(first) })
    expect(await versions()).toBe(2)
  })
})

it('a store of the release before keeps its entries: no version is made by the change of names and hashes', async () => {
  const embedded = await startEmbedded({}, (error) => {
    throw error
  })
  const old = openDb({ socketFolder: embedded.socketFolder }, (error) => {
    throw error
  })
  try {
    await old.pool.query('create table migration (name text primary key, at timestamptz not null default now())')
    await old.pool.query(path.statements)
    await old.pool.query('insert into migration (name) values ($1)', [path.name])
    const body = JSON.stringify(first)
    await old.pool.query(
      `insert into reference (kind, id, valid_from, body, hash) values ('matter', $1, to_timestamp($2), $3, $4)`,
      [first.code, START / 1000 - 3600, body, createHash('sha256').update(body).digest('hex')],
    )
    await migrate(old)
    await saveReference(old, files, START)
    const rows = await currentEntries(old.pool, ['matter'])
    expect(rows.find((e) => e.id === ID)).toMatchObject({
      origin: 'file',
      since: START - 3_600_000,
      hash: hashOf(first),
    })
    expect(rows.some((e) => e.id === first.code)).toBe(false)
  } finally {
    await old.stop()
    await embedded.stop()
  }
}, 60_000)
