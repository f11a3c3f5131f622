// A city's reference data: the table of its files, and the whole of it once checked. The shapes are in reference/, by subject.
import type { AlarmRule } from '../core/alarm/types.ts'
import type { Calendar } from '../core/clock/types.ts'
import type { Department, Responsibility } from '../core/dispatch/types.ts'
import type { ClassTable, Indicator, LimitTable } from '../core/indicate/types.ts'
import { DeskSchema, type DeskRules } from './reference/desk.ts'
import { EvaluationRulesSchema, type EvaluationRules } from './reference/evaluation.ts'
import { LoopSchema, type Loop } from './reference/loop.ts'
import {
  ComponentSchema,
  FormerCodeSchema,
  MatterSchema,
  ResponsibilitySchema,
  type Component,
  type FormerCode,
  type Matter,
} from './reference/matters.ts'
import { AreaSchema, CalendarSchema, CitySchema, DepartmentSchema, type Area, type City } from './reference/places.ts'
import {
  FeedSchema,
  ListedSensorSchema,
  SensorKindSchema,
  type Feed,
  type ListedSensor,
  type SensorKind,
} from './reference/sensing.ts'
import { AlarmRuleSchema, ClassTableSchema, IndicatorSchema, LimitTableSchema } from './reference/signs.ts'

export type { DeskRules } from './reference/desk.ts'
export type { EvaluationRules } from './reference/evaluation.ts'
export type { Loop } from './reference/loop.ts'
export type { Component, Condition, FormerCode, Matter } from './reference/matters.ts'
export type { Area, City } from './reference/places.ts'
export {
  FORMATS,
  FeedSchema,
  type Feed,
  type ListedSensor,
  type Mapping,
  type SensorKind,
} from './reference/sensing.ts'

/** File name → what it holds; the loader, the store and the tests all walk this table. */
export const REFERENCE_FILES = {
  city: { file: 'city.json', schema: CitySchema, list: false, key: 'id' },
  area: { file: 'areas.json', schema: AreaSchema, list: true, key: 'code' },
  department: { file: 'departments.json', schema: DepartmentSchema, list: true, key: 'id' },
  matter: { file: 'matters.json', schema: MatterSchema, list: true, key: 'code' },
  component: { file: 'components.json', schema: ComponentSchema, list: true, key: 'code' },
  formerCode: { file: 'former-codes.json', schema: FormerCodeSchema, list: true, key: 'code' },
  responsibility: { file: 'responsibility.json', schema: ResponsibilitySchema, list: true, key: 'matter' },
  sensorKind: { file: 'sensor-kinds.json', schema: SensorKindSchema, list: true, key: 'id' },
  sensor: { file: 'sensors.json', schema: ListedSensorSchema, list: true, key: 'device' },
  feed: { file: 'feeds.json', schema: FeedSchema, list: true, key: 'id' },
  alarmRule: { file: 'alarm-rules.json', schema: AlarmRuleSchema, list: true, key: 'id' },
  indicator: { file: 'indicators.json', schema: IndicatorSchema, list: true, key: 'id' },
  limitTable: { file: 'limit-tables.json', schema: LimitTableSchema, list: true, key: 'id' },
  classTable: { file: 'class-tables.json', schema: ClassTableSchema, list: true, key: 'id' },
  loop: { file: 'loop.json', schema: LoopSchema, list: false, key: 'source' },
  desk: { file: 'desk.json', schema: DeskSchema, list: false, key: 'source' },
  evaluation: { file: 'evaluation.json', schema: EvaluationRulesSchema, list: false, key: 'source' },
  calendar: { file: 'calendar.json', schema: CalendarSchema, list: false, key: 'knownFrom' },
} as const
export type ReferenceKind = keyof typeof REFERENCE_FILES

/** A whole city's reference data, checked. */
export interface Reference {
  readonly city: City
  readonly areas: readonly Area[]
  readonly departments: readonly Department[]
  /** May hold several versions of one code, with intervals that do not overlap. */
  readonly matters: readonly Matter[]
  readonly components: readonly Component[]
  readonly formerCodes: readonly FormerCode[]
  readonly responsibilities: readonly Responsibility[]
  readonly sensorKinds: readonly SensorKind[]
  readonly sensors: readonly ListedSensor[]
  readonly feeds: readonly Feed[]
  readonly alarmRules: readonly AlarmRule[]
  readonly indicators: readonly Indicator[]
  /** May hold several editions of one id, with validity that does not overlap. */
  readonly limitTables: readonly LimitTable[]
  readonly classTables: readonly ClassTable[]
  readonly loop: Loop
  readonly desk: DeskRules
  readonly evaluation: EvaluationRules
  readonly calendar: Calendar
}
