// The map of a recorded file: which column is the time, how the topic is made, which columns become which fields. Schema only.
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { splitCsv } from '../../src/feeds/csv-line.ts'

const strict = { additionalProperties: false }
const Column = Type.String({ minLength: 1, maxLength: 128 })

export const ReplayMapSchema = Type.Object(
  {
    /** What the file is and whose; for people. */
    about: Type.Optional(Type.String()),
    input: Type.Enum(['csv', 'jsonl']),
    separator: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
    /** Column of the instant of measuring: ISO text, seconds or milliseconds. */
    time: Column,
    /** Column of the instant the row was received; rows are published by it, so late data arrive late. */
    arrival: Type.Optional(Column),
    /** Zone of texts without one, and of the published times; minutes east of UTC. */
    zoneOffsetMinutes: Type.Integer({ minimum: -720, maximum: 840 }),
    /** Topic with `{column}` where a row's cell stands, e.g. `replay/air/{station}`. */
    topic: Type.String({ minLength: 1, maxLength: 256 }),
    /** Name of the time in the payload. */
    timeAs: Type.String({ minLength: 1 }),
    /** Rows whose cell is one of these carry no reading and are not published. */
    skip: Type.Optional(Type.Array(Type.Object({ column: Column, is: Type.Array(Type.String()) }, strict))),
    fields: Type.Array(
      Type.Object(
        {
          column: Column,
          as: Type.String({ minLength: 1 }),
          /** Cells that mean «no reading»; an empty cell always does. */
          missing: Type.Optional(Type.Array(Type.String())),
        },
        strict,
      ),
      { minItems: 1 },
    ),
    /** How often a series should speak; for counting gaps. */
    everyMs: Type.Integer({ minimum: 1000 }),
    /** Received later than this after measuring counts as late. */
    lateAfterMs: Type.Integer({ minimum: 0 }),
  },
  strict,
)
export type ReplayMap = Static<typeof ReplayMapSchema>

const schema = Compile(ReplayMapSchema)

/** Something the person who started the replay can put right; its message is the one sentence shown. */
export class ReplayError extends Error {}

/** Checks the text of a map file; throws a ReplayError that names what is wrong. */
export function readMap(text: string, name: string): ReplayMap {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ReplayError(`The map ${name} is not JSON.`)
  }
  if (schema.Check(value)) return value
  const first = schema.Errors(value)[0]
  throw new ReplayError(
    `The map ${name} is wrong at ${first?.instancePath === '' ? 'its top' : first?.instancePath}: ${first?.message}.`,
  )
}

/** Columns a map reads; a file that lacks one was recorded by someone else. */
export function columnsOf(map: ReplayMap): string[] {
  const inTopic = [...map.topic.matchAll(/\{([^{}]+)\}/g)].map((m) => m[1] ?? '')
  const read = [map.time, map.arrival, ...inTopic, ...(map.skip ?? []).map((s) => s.column)]
  return [...new Set([...read.filter((c) => c !== undefined), ...map.fields.map((f) => f.column)])]
}

/** The cells of a line, or undefined while a quoted cell goes on in the next line. */
export const cellsOf = (line: string, map: ReplayMap): string[] | undefined => splitCsv(line, map.separator)
