// What the hub has learned of each series: its band, its model, its newest forecast. Memory with a copy of the bands in the store.
import type { ForecastModel } from '../../core/forecast/model.ts'
import type { Forecast } from '../../core/forecast/types.ts'
import type { Normal } from '../../core/normal/types.ts'
import type { Db } from '../store/db.ts'
import type { SeriesId } from './hours.ts'

export interface KnownSeries {
  readonly id: SeriesId
  /** The kind of its newest hour: what is learned here is of that kind alone. */
  simulated: boolean
  /** Known hours of that kind: within the weeks of the band, and within the span a model learns from. */
  bandHours: number
  modelHours: number
  normal?: Normal
  /** When it was last learned, epoch ms. */
  learnedAt: number
  model?: ForecastModel
  forecast?: Forecast
}

/** In the store beside the band: which kind of hours it is made of. */
type KeptNormal = Normal & { readonly simulated: boolean }

/** Bands read at a time: each is some kilobytes of JSON, and the loop is to stay free. */
const AT_ONCE = 100

export class KnownBook {
  private readonly series = new Map<string, KnownSeries>()

  get({ indicator, area }: SeriesId): KnownSeries | undefined {
    return this.series.get(`${indicator}@${area}`)
  }

  /** The entry of a series; a new one knows nothing. */
  of(id: SeriesId): KnownSeries {
    const before = this.get(id)
    if (before) return before
    const made: KnownSeries = { id, simulated: false, bandHours: 0, modelHours: 0, learnedAt: 0 }
    this.series.set(`${id.indicator}@${id.area}`, made)
    return made
  }

  all(): readonly KnownSeries[] {
    return [...this.series.values()]
  }
}

export async function loadNormals(db: Db, book: KnownBook): Promise<void> {
  for (let last: SeriesId = { indicator: '', area: '' }, more = true; more;) {
    const { rows } = await db.pool.query<SeriesId & { learned_at: Date; body: KeptNormal }>(
      `select indicator, area, learned_at, body from normal where (indicator, area) > ($1, $2)
       order by indicator, area limit $3`,
      [last.indicator, last.area, AT_ONCE],
    )
    for (const { indicator, area, learned_at, body } of rows) {
      const { simulated, ...normal } = body
      const known = book.of({ indicator, area })
      known.simulated = simulated
      known.bandHours = normal.hours
      known.normal = normal
      known.learnedAt = learned_at.getTime()
    }
    last = rows.at(-1) ?? last
    more = rows.length === AT_ONCE
  }
}

export async function keepNormal(db: Db, { id, normal, simulated, learnedAt }: KnownSeries): Promise<void> {
  if (!normal) {
    await db.query.deleteFrom('normal').where('indicator', '=', id.indicator).where('area', '=', id.area).execute()
    return
  }
  const body: KeptNormal = { ...normal, simulated }
  const row = { learned_at: new Date(learnedAt), body: JSON.stringify(body) }
  await db.query
    .insertInto('normal')
    .values({ ...id, ...row })
    .onConflict((c) => c.columns(['indicator', 'area']).doUpdateSet(row))
    .execute()
}
