// Loads a city folder: reads every file, checks it against its schema and against the others, and says all that is wrong at once.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { REFERENCE_FILES, type Reference, type ReferenceKind } from '../../wire/reference.ts'
import { checkComponents, checkFormerCodes, checkMatters, checkResponsibilities } from './checks/matters.ts'
import { checkDesk, checkEvaluation } from './checks/desk.ts'
import { checkLoop } from './checks/loop.ts'
import { checkAreas, checkCalendar, checkCity, checkDepartments } from './checks/places.ts'
import { checkFeeds, checkSensorKinds, checkSensors } from './checks/sensing.ts'
import { checkAlarmRules } from './checks/signs.ts'
import { checkClassTables, checkIndicators, checkLimitTables } from './checks/indicators.ts'
import { BASE_MAPS_FILE, readBaseMaps } from '../basemap/read.ts'
import { readOutlines, type Outline } from './outlines.ts'
import { BadReferenceError, type Note, type ReferenceProblem } from './problem.ts'
import { readReferenceFile } from './read.ts'

export { indexReference, type ReferenceIndex } from './index.ts'
export type { FormerStandard } from './versions.ts'

/** Reference data together with the outlines that place points in it. */
export interface LoadedReference extends Reference {
  readonly outlines: readonly Outline[]
}

const KINDS = Object.keys(REFERENCE_FILES) as ReferenceKind[]

const CHECKS: Readonly<Record<ReferenceKind, (reference: Reference, note: Note) => void>> = {
  city: checkCity,
  area: checkAreas,
  department: checkDepartments,
  matter: checkMatters,
  component: checkComponents,
  formerCode: checkFormerCodes,
  responsibility: checkResponsibilities,
  sensorKind: checkSensorKinds,
  sensor: checkSensors,
  feed: checkFeeds,
  alarmRule: checkAlarmRules,
  indicator: checkIndicators,
  limitTable: checkLimitTables,
  classTable: checkClassTables,
  loop: checkLoop,
  desk: checkDesk,
  evaluation: checkEvaluation,
  calendar: checkCalendar,
}

/** Problems between the files of reference data that fits its schemas; also asked before an administrator's change is taken. */
export function crossCheck(reference: Reference): ReferenceProblem[] {
  const problems: ReferenceProblem[] = []
  for (const kind of KINDS) CHECKS[kind](reference, noteInto(problems, REFERENCE_FILES[kind].file))
  return problems
}

const noteInto =
  (problems: ReferenceProblem[], file: string): Note =>
  (pointer, zh, en) =>
    void problems.push({ file, pointer, text: { zh, en } })

/** Reads and checks a whole city folder. Throws {@link BadReferenceError}, which lists every problem found. */
export async function loadReference(folder: string): Promise<LoadedReference> {
  const problems: ReferenceProblem[] = []
  const note = (file: string): Note => noteInto(problems, file)
  const read = async <T>(kind: ReferenceKind): Promise<T> =>
    // The schema of `kind` has just vouched for T; an undefined never gets past the throw below.
    (await readReferenceFile(folder, kind, note(REFERENCE_FILES[kind].file))) as T
  const reference: Reference = {
    city: await read('city'),
    areas: await read('area'),
    departments: await read('department'),
    matters: await read('matter'),
    components: await read('component'),
    formerCodes: await read('formerCode'),
    responsibilities: await read('responsibility'),
    sensorKinds: await read('sensorKind'),
    sensors: await read('sensor'),
    feeds: await read('feed'),
    alarmRules: await read('alarmRule'),
    indicators: await read('indicator'),
    limitTables: await read('limitTable'),
    classTables: await read('classTable'),
    loop: await read('loop'),
    desk: await read('desk'),
    evaluation: await read('evaluation'),
    calendar: await read('calendar'),
  }
  // Cross checks on half a city would bury the real mistake under its consequences.
  if (problems.length > 0) throw new BadReferenceError(folder, problems)
  problems.push(...crossCheck(reference))
  const outlines = await readOutlines(folder, reference.city, reference.areas, note)
  for (const [i, { file, simulated }] of reference.city.map.entries())
    // Simulated layers are generated, so they may come later.
    if (!simulated && !existsSync(join(folder, 'map', file)))
      note('city.json')(`/map/${i}/file`, `缺少地图文件 map/${file}`, `map/${file} is missing`)
  await readBaseMaps(folder, note(BASE_MAPS_FILE))
  if (problems.length > 0) throw new BadReferenceError(folder, problems)
  return { ...reference, outlines }
}
