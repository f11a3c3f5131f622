// The catalogue while the hub runs: what stands, what a draft would do, and the one door through which it changes.
// The live reference follows every change, whichever hub made it, and the turn of the city's day.
import { cityDate } from '../../core/clock/calendar.ts'
import type { Actor } from '../../core/incident/types.ts'
import {
  CATALOGUE_KINDS,
  type CatalogueCommit,
  type CatalogueDraft,
  type CatalogueEntry,
  type CataloguePreview,
  type CatalogueVersion,
} from '../../wire/catalogue.ts'
import type { Audit, AuditEntry, Catalogue, Now } from '../ports.ts'
import { ProblemError } from '../problems.ts'
import { indexReference, type LoadedReference } from '../reference/load.ts'
import { queriesOn, type Db } from '../store/db.ts'
import {
  changeReference,
  currentEntries,
  lastChangeAt,
  nameOf,
  writeEntries,
  type CurrentEntry,
} from '../store/reference.ts'
import { resolveDraft, toEntries, type DraftChange, type Resolved } from './draft.ts'
import { readImported } from './import.ts'
import { readJsonCatalogue, writeJson } from './json.ts'
import type { LiveReference } from './live.ts'
import { crossProblems, overlay } from './overlay.ts'
import { meanwhile, peopleOf, versionsOf } from './past.ts'
import { readWorkbook } from './sheets/read.ts'
import { MAX_UPLOAD_BYTES, tooLarge } from './sheets/unzip.ts'
import { writeWorkbook, type About } from './sheets/write.ts'
import { touchedBy } from './touched.ts'
import { cannotStand, changedMeanwhile, changeWords, summaryWords } from './words.ts'

export interface CatalogueDeps {
  readonly db: Db
  /** What the city's files said at start. */
  readonly files: LoadedReference
  readonly live: LiveReference
  readonly audit: Pick<Audit, 'writeIn'>
  readonly now: Now
  /** A state of the store that cannot be followed, such as one made by a hub with other files. */
  readonly onError: (error: Error) => void
}

export interface OpenCatalogue extends Catalogue {
  /** Another word after every change and at every new day: screens fetch the city anew. */
  version(): string
  /** Follows changes of other hubs and the turn of the day; answers whether anything is new. */
  refresh(): Promise<boolean>
}

/** A commit of more entries than this is one line in the audit log. */
const AUDITED_SINGLY = 20
/** More problems than this are counted, not listed. */
const MOST_PROBLEMS = 500

export async function openCatalogue(deps: CatalogueDeps): Promise<OpenCatalogue> {
  const { db, files, live, now } = deps
  const today = (): string => cityDate(now(), files.city)
  const time = (at: number): string =>
    new Date(at + files.city.utcOffsetMinutes * 60_000).toISOString().slice(0, 16).replace('T', ' ')

  /** What the live reference shows. */
  let shown = { at: 0, day: '', whole: files }
  /** A state of the store that this hub's files cannot be laid under. */
  let unfit = 0

  const show = (whole: LoadedReference, at: number): void => {
    // A slow reader must not put an older state back.
    if (at < shown.at) return
    shown = { at, day: today(), whole }
    live.swap(indexReference(whole, now()))
  }

  /** The version first: what changes in between is seen as a conflict, never overwritten. */
  async function standing(): Promise<{ at: number; present: CurrentEntry[] }> {
    const at = await lastChangeAt(db.pool)
    return { at, present: await currentEntries(db.pool, CATALOGUE_KINDS) }
  }

  const conflict = async (querying: Pick<Db['pool'], 'query'>, seen: string): Promise<ProblemError> => {
    const change = await meanwhile(querying, seen)
    return changedMeanwhile(change, time(change.at))
  }

  async function toPreview(at: number, resolved: Resolved, problems = resolved.problems): Promise<CataloguePreview> {
    const wrong = new Set(problems.map((p) => `${p.kind} ${p.id ?? ''}`))
    const sound = resolved.changes.filter((c) => !wrong.has(nameOf(c)))
    const rest = problems.length - MOST_PROBLEMS
    return {
      version: String(at),
      changes: [...resolved.changes],
      problems: [
        ...problems.slice(0, MOST_PROBLEMS),
        ...(rest > 0
          ? [{ kind: '', pointer: '', text: { zh: `另有 ${rest} 处问题`, en: `and ${rest} more problems` } }]
          : []),
      ],
      ...(await touchedBy(db, sound, files)),
    }
  }

  function auditLines(changes: readonly DraftChange[], reason: string, actor: Actor): AuditEntry[] {
    const line = {
      kind: 'configuration',
      actor: { id: actor.id, name: actor.name, role: actor.role },
      ok: true,
    } as const
    if (changes.length > AUDITED_SINGLY) return [{ ...line, subject: 'catalogue', text: summaryWords(changes, reason) }]
    return changes.map((change) => ({
      ...line,
      subject: `catalogue/${change.kind}/${change.id}`,
      text: changeWords(change, reason),
    }))
  }

  async function commit({ version, changes, reason }: CatalogueCommit, actor: Actor): Promise<{ version: string }> {
    const done = await changeReference(db, async (client) => {
      const last = await lastChangeAt(client)
      if (String(last) !== version) throw await conflict(client, version)
      const present = await currentEntries(client, CATALOGUE_KINDS)
      const resolved = resolveDraft(files, present, changes)
      if (resolved.problems.length > 0) throw cannotStand(resolved.problems)
      const next = toEntries(present, resolved.changes, { by: actor.id, reason })
      const at = next.length === 0 ? last : await writeEntries(client, next, [], now())
      const real = resolved.changes.filter((c) => c.how !== 'same')
      await deps.audit.writeIn(queriesOn(client), auditLines(real, reason, actor))
      return { at, resolved }
    })
    show(done.resolved.whole, done.at)
    return { version: String(done.at) }
  }

  async function refresh(): Promise<boolean> {
    const at = await lastChangeAt(db.pool)
    if (at > shown.at && at !== unfit) {
      const whole = overlay(files, await currentEntries(db.pool, CATALOGUE_KINDS))
      const problems = crossProblems(whole)
      if (problems.length === 0) {
        show(whole, at)
        return true
      }
      // Told once; the last state that held goes on.
      unfit = at
      deps.onError(cannotStand(problems))
    }
    if (shown.day === today()) return false
    show(shown.whole, shown.at)
    return true
  }

  await refresh()
  return {
    version: () => `${shown.at}/${shown.day}`,
    refresh,
    commit,
    async entries(kind) {
      const { at, present } = await standing()
      const rows = present.filter((e) => e.kind === kind && e.body !== null)
      const people = await peopleOf(db, rows)
      return {
        version: String(at),
        entries: rows.map((e): CatalogueEntry => ({
          kind,
          id: e.id,
          body: e.body,
          since: e.since,
          origin: e.origin,
          ...(e.by === null ? {} : { by: people.get(e.by) ?? e.by }),
          ...(e.reason === null ? {} : { reason: e.reason }),
          fileDiffers: e.fileHash !== e.hash,
        })),
      }
    },
    history: (kind, id): Promise<readonly CatalogueVersion[]> => versionsOf(db, kind, id),
    async preview({ version, changes }: CatalogueDraft) {
      const { at, present } = await standing()
      if (String(at) !== version) throw await conflict(db.pool, version)
      return toPreview(at, resolveDraft(files, present, changes))
    },
    async exportAs(format, actor) {
      const { at, present } = await standing()
      const about: About = {
        city: `${files.city.name.zh} ${files.city.name.en}`,
        at: time(now()),
        version: String(at),
        by: actor.name,
      }
      const whole = overlay(files, present)
      return format === 'json' ? writeJson(whole, about) : writeWorkbook(whole, about)
    },
    async readImport(bytes) {
      if (bytes.length > MAX_UPLOAD_BYTES) throw tooLarge('文件不得超过 4 MB', 'A file may have at most 4 MB')
      const imported = isZip(bytes) ? await readWorkbook(bytes) : readJsonCatalogue(mustBeJson(bytes))
      const { at, present } = await standing()
      const { resolved, problems } = readImported(files, present, imported)
      return toPreview(at, resolved, problems)
    },
  }
}

const isZip = (bytes: Buffer): boolean => bytes.length >= 4 && bytes.readUInt32LE(0) === 0x04034b50

function mustBeJson(bytes: Buffer): Buffer {
  if (/^(\uFEFF)?\s*\{/.test(bytes.toString('utf8', 0, 200))) return bytes
  throw new ProblemError(
    'wrongMediaType',
    {
      zh: '只接受 .xlsx 工作簿或 JSON；旧式 .xls 或加密的工作簿请先另存为不加密的 .xlsx',
      en: 'Only .xlsx workbooks or JSON are taken; save old .xls files or protected ones as plain .xlsx first',
    },
    { field: '/file' },
  )
}
