// The catalogue in a whole hub: a commit over HTTP is what the hub decides by, tells screens, and outlives the process.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { paths } from '../../../src/wire/api.ts'
import type { CataloguePage } from '../../../src/wire/catalogue.ts'
import type { Matter } from '../../../src/wire/reference.ts'
import type { Snapshot, Status } from '../../../src/wire/views.ts'
import { startTestHub, until } from '../../support/hub.ts'
import { putMatter, withLimit } from './setup.ts'

const folder = mkdtempSync(join(tmpdir(), 'yiwang-catalogue-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a commit holds in the running hub and after a restart', async () => {
  const hub = await startTestHub({ folder, simulate: false })
  try {
    await hub.accounts.createAccount({
      username: 'admin',
      name: '管理员',
      role: 'administrator',
      password: 'correct-horse-9',
    })
    const cookie = await hub.signIn('admin', 'correct-horse-9')
    const page = (await hub.get<CataloguePage>(paths.catalogueKind('matter'), cookie)).body
    const ponding = page.entries.find((e) => e.id.startsWith('M001@'))?.body as Matter
    const status = async (): Promise<string> =>
      (await hub.get<Snapshot<Status>>(paths.snapshot('status'), cookie)).body.rows[0]?.catalogue ?? ''
    const seen = await status()
    const done = await hub.post(
      paths.catalogue,
      { version: page.version, changes: [putMatter(withLimit(ponding, 'depth', 5))], reason: '按本市口径' },
      cookie,
    )
    expect(done.status).toBe(200)
    expect(hub.reference.snapshotOf('M001', 'depth', hub.now())?.limit.amount).toBe(5)
    await until(async () => (await status()) !== seen)
  } finally {
    await hub.stop()
  }
  const again = await startTestHub({ folder, simulate: false })
  try {
    expect(again.reference.snapshotOf('M001', 'depth', again.now())?.limit.amount).toBe(5)
    const cookie = await again.signIn('admin', 'correct-horse-9')
    const page = (await again.get<CataloguePage>(paths.catalogueKind('matter'), cookie)).body
    expect(page.entries.find((e) => e.id.startsWith('M001@'))).toMatchObject({ origin: 'desk', by: '管理员' })
  } finally {
    await again.stop()
  }
}, 90_000)
