// Every bench there is. Adding one: a file that exports a Bench, one line here.
import type { Bench } from './bench.ts'
import { brief } from './brief.ts'
import { forms } from './briefForms.ts'
import { briefPage } from './briefPage.ts'
import { cases } from './cases.ts'
import { charts } from './charts.ts'
import { codec } from './codec.ts'
import { desk } from './desk.ts'
import { findBench } from './find.ts'
import { firstMap } from './firstMap.ts'
import { forecast } from './forecast.ts'
import { indicators } from './indicators.ts'
import { ingest } from './ingest.ts'
import { latency } from './latency.ts'
import { map } from './map.ts'
import { pixel } from './pixel.ts'
import { soak } from './soak.ts'
import { suggest } from './suggest.ts'
import { wall } from './wall.ts'

export const benches: readonly Bench[] = [
  codec,
  ingest,
  latency,
  cases,
  desk,
  findBench,
  suggest,
  brief,
  briefPage,
  forecast,
  charts,
  map,
  firstMap,
  pixel,
  soak,
  wall,
  indicators,
  forms,
]
