// The city's reference data as screens need it, and its map files.
import Type from 'typebox'
import type { AlarmRule } from '../../core/alarm/types.ts'
import type { Department } from '../../core/dispatch/types.ts'
import type { ClassTable, Indicator, LimitTable } from '../../core/indicate/types.ts'
import { CityViewSchema, paths } from '../../wire/api.ts'
import type { Area, City, DeskRules, Matter, SensorKind } from '../../wire/reference.ts'
import { DeskSchema } from '../../wire/reference/desk.ts'
import { MatterSchema } from '../../wire/reference/matters.ts'
import { AreaSchema, CitySchema, DepartmentSchema } from '../../wire/reference/places.ts'
import { SensorKindSchema } from '../../wire/reference/sensing.ts'
import { AlarmRuleSchema, ClassTableSchema, IndicatorSchema, LimitTableSchema } from '../../wire/reference/signs.ts'
import { get, getFile } from './client.ts'

export interface CityReference {
  readonly city: City
  readonly areas: readonly Area[]
  readonly departments: readonly Department[]
  readonly matters: readonly Matter[]
  readonly sensorKinds: readonly SensorKind[]
  readonly indicators: readonly Indicator[]
  readonly alarmRules: readonly AlarmRule[]
  /** Those that an emergency makes stricter now, as the catalogue has them; absent in what a device kept of an older hub. */
  readonly relaxedRules?: readonly AlarmRule[]
  /** Every edition; absent there too. */
  readonly limitTables?: readonly LimitTable[]
  readonly classTables?: readonly ClassTable[]
  readonly desk: DeskRules
}

const Answer = Type.Intersect([
  CityViewSchema,
  Type.Object({
    city: CitySchema,
    areas: Type.Array(AreaSchema),
    departments: Type.Array(DepartmentSchema),
    matters: Type.Array(MatterSchema),
    sensorKinds: Type.Array(SensorKindSchema),
    indicators: Type.Array(IndicatorSchema),
    alarmRules: Type.Array(AlarmRuleSchema),
    relaxedRules: Type.Optional(Type.Array(AlarmRuleSchema)),
    limitTables: Type.Optional(Type.Array(LimitTableSchema)),
    classTables: Type.Optional(Type.Array(ClassTableSchema)),
    desk: DeskSchema,
  }),
])

export const getCity = async (): Promise<CityReference> => (await get(paths.city, Answer)) as CityReference
export const getMapFile = (file: string, signal?: AbortSignal): Promise<unknown> => getFile(paths.map(file), signal)
