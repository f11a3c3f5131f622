// Names of things that travel between rooms. A flavour, not a brand: a plain string literal is accepted,
// but one kind of id is never accepted where another is meant.

declare const flavour: unique symbol
type Flavour<K extends string> = string & { readonly [flavour]?: K }

/** Case id, `YZ-20261121-000123` (prefix from the city, city date of opening, running number of that day). */
export type IncidentId = Flavour<'incident'>
/** `<feed>/<device id in that feed>`, unique in the city. */
export type SensorId = Flavour<'sensor'>
export type SensorKindId = Flavour<'sensorKind'>
/** Name of a measured quantity within a sensor kind, e.g. `pm25`. */
export type MetricId = Flavour<'metric'>
export type FeedId = Flavour<'feed'>
export type DepartmentId = Flavour<'department'>
/** GB/T 2260 county code (6), street (9), community (12) or unit grid (15); functional areas are allowed outside it. */
export type AreaCode = Flavour<'area'>
/** Five digits of GB/T 47678.5-2026, or a local code (`M…` monitored event, `E…` emergency) where the standard has none. */
export type MatterCode = Flavour<'matter'>
export type ConditionId = Flavour<'condition'>
export type AlarmId = Flavour<'alarm'>
export type RuleId = Flavour<'rule'>
export type IndicatorId = Flavour<'indicator'>
export type PersonId = Flavour<'person'>
export type PhotoId = Flavour<'photo'>
