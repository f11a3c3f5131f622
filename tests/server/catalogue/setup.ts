// The real catalogue over the real database, the real city and the real case store, as one or several hubs see it.
import { openAudit } from '../../../src/server/audit/audit.ts'
import { openCatalogue, type OpenCatalogue } from '../../../src/server/catalogue/catalogue.ts'
import { liveReference, type LiveReference } from '../../../src/server/catalogue/live.ts'
import { mustFit } from '../../../src/server/catalogue/overlay.ts'
import type { Actor } from '../../../src/core/incident/types.ts'
import type { Audit } from '../../../src/server/ports.ts'
import { indexReference, type LoadedReference } from '../../../src/server/reference/load.ts'
import { entryId, lastChangeAt, saveReference } from '../../../src/server/store/reference.ts'
import type { CatalogueChange, CatalogueEntry, CatalogueKind } from '../../../src/wire/catalogue.ts'
import type { Matter } from '../../../src/wire/reference.ts'
import { stageCases, type CaseStage } from '../cases/setup.ts'

export const admin: Actor = { id: 'admin', name: '管理员甲', role: 'administrator' }
export const second: Actor = { id: 'admin2', name: '管理员乙', role: 'administrator' }

export interface OpenHub {
  readonly live: LiveReference
  readonly catalogue: OpenCatalogue
  readonly errors: Error[]
}

export interface CatalogueStage extends CaseStage {
  readonly catalogue: OpenCatalogue
  readonly audit: Audit
  /** A start of a hub on the same database, with the same files or others. */
  startHub(files?: LoadedReference): Promise<OpenHub>
  /** The catalogue as the files have it, and nothing remembered of the test before. */
  fresh(): Promise<void>
  version(): Promise<string>
  commit(changes: readonly CatalogueChange[], actor?: Actor): Promise<string>
  entry(kind: CatalogueKind, id: string): Promise<CatalogueEntry | undefined>
  matter(code: string): Matter
}

export async function stageCatalogue(): Promise<CatalogueStage> {
  const base = await stageCases()
  const { db, clock } = base
  const audit = openAudit({ db, now: () => clock.at })
  const open = async (files: LoadedReference, live: LiveReference): Promise<OpenHub> => {
    const errors: Error[] = []
    const catalogue = await openCatalogue({
      db,
      files,
      live,
      audit,
      now: () => clock.at,
      onError: (error) => void errors.push(error),
    })
    return { live, catalogue, errors }
  }
  await saveReference(db, base.files, clock.at)
  let clean = await lastChangeAt(db.pool)
  const { catalogue } = await open(base.files, base.reference)
  const version = async (): Promise<string> => (await catalogue.entries('loop')).version
  return {
    ...base,
    catalogue,
    audit,
    version,
    async fresh() {
      clock.at += 60_000
      if ((await lastChangeAt(db.pool)) === clean) return
      await db.pool.query('delete from reference')
      await saveReference(db, base.files, clock.at)
      await catalogue.refresh()
      clean = await lastChangeAt(db.pool)
    },
    async startHub(files = base.files) {
      let fitting = files
      await saveReference(db, files, clock.at, (present) => {
        fitting = mustFit(files, present, 'city/test')
      })
      return open(files, liveReference(indexReference(fitting, clock.at)))
    },
    async commit(changes, actor = admin) {
      clock.at += 1000
      const done = await catalogue.commit(
        { version: await version(), changes: [...changes], reason: '按本市口径' },
        actor,
      )
      return done.version
    },
    async entry(kind, id) {
      return (await catalogue.entries(kind)).entries.find((e) => e.id === id)
    },
    matter(code) {
      const matter = base.reference.matters.get(code)
      if (matter === undefined) throw new Error(`no matter ${code}`)
      return matter
    },
  }
}

export const putMatter = (body: Matter): CatalogueChange => ({ kind: 'matter', id: entryId('matter', body), body })

/** A matter whose condition has another limit. */
export const withLimit = (matter: Matter, condition: string, amount: number): Matter => ({
  ...matter,
  conditions: matter.conditions.map((c) => (c.id === condition ? { ...c, limit: { ...c.limit, amount } } : c)),
})
