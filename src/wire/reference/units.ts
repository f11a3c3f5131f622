// Shapes of what moves: `unit-kinds.json`, and how a feed's messages map to positions. Sensors stand still and are in sensing.ts.
import Type, { type Static } from 'typebox'
import { SURENESS } from '../../core/indicate/types.ts'
import { TextSchema, words } from '../schema.ts'
import { Id, strict } from './parts.ts'

/** Pictures a map has for units. */
export const UNIT_SYMBOLS = ['bus', 'car', 'officer', 'sweeper', 'van'] as const

/** `unit-kinds.json`: one kind of moving unit. */
export const UnitKindSchema = Type.Object(
  {
    id: Id,
    name: TextSchema,
    symbol: words(...UNIT_SYMBOLS),
    /** Its position is that of one person: personal data. Not for the wall, nor for other departments. */
    person: Type.Boolean(),
    /** Anybody in the street sees where it goes: every department may. */
    public: Type.Boolean(),
    /** Quiet for longer than this: its place is old, after five such spans lost. */
    silentAfterMs: Type.Integer({ minimum: 5000, maximum: 3_600_000 }),
    /** Fastest it can go: a fix that would need more is kept and doubted. */
    maxKmh: Type.Number({ exclusiveMinimum: 0, maximum: 400 }),
    /** Where the figures come from, and how far they can be relied upon. */
    source: Type.String({ minLength: 1 }),
    sure: Type.Enum([...SURENESS]),
  },
  strict,
)
export type UnitKind = Static<typeof UnitKindSchema>

/** The file's name inside the city folder; a city without moving units does without it. */
export const UNIT_KINDS_FILE = 'unit-kinds.json'

/** Where a field is found: a path into the JSON value (`a.b.0.c`), or a column name or number of a CSV line. */
const Path = Type.String({ minLength: 1 })

/** How arbitrary JSON or CSV maps to positions. */
export const PositionMappingSchema = Type.Object(
  {
    /** Path to an array; each element is read by the other paths. */
    each: Type.Optional(Path),
    /** Path of the unit's id; absent: the topic's `{device}`. */
    device: Type.Optional(Path),
    /** Absent only where the contract's time is `arrival`. */
    time: Type.Optional(Path),
    lng: Path,
    lat: Path,
    speed: Type.Optional(Type.Object({ path: Path, unit: words('km/h', 'm/s', 'kn') }, strict)),
    /** Degrees clockwise from north. */
    heading: Type.Optional(Path),
    /** Radius of its error, metres. */
    accuracy: Type.Optional(Path),
    /** CSV only. */
    separator: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
    columns: Type.Optional(Type.Array(Type.String())),
  },
  strict,
)
export type PositionMapping = Static<typeof PositionMappingSchema>

/** The part of a feed's contract that is about units. */
export const UnitsContractSchema = Type.Object(
  {
    /** Kind of a unit that nobody announced. */
    kind: Id,
    map: Type.Optional(PositionMappingSchema),
  },
  strict,
)
export type UnitsContract = Static<typeof UnitsContractSchema>
