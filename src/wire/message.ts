// Our own JSON payload (format `yiwang`): what a gateway under our control publishes. Other formats are read by feeds/.
import Type, { type Static } from 'typebox'
import { InstantSchema, words } from './schema.ts'

const DeviceId = Type.String({ minLength: 1, maxLength: 128 })
const Time = Type.Union([InstantSchema, Type.String({ minLength: 10, maxLength: 40 })])

/** `{"device":"jx-007","at":1790000000000,"values":{"depthM":0.31},"units":{"depthM":"cm"}}`; `at` may be ISO text, or absent (arrival time). */
export const ReadingMessageSchema = Type.Object({
  device: Type.Optional(DeviceId),
  at: Type.Optional(Time),
  values: Type.Record(Type.String({ minLength: 1, maxLength: 64 }), Type.Number(), {
    minProperties: 1,
    maxProperties: 32,
  }),
  units: Type.Optional(Type.Record(Type.String(), Type.String())),
  estimated: Type.Optional(Type.Boolean()),
})

/** `{"device":"V-12","at":1790000000000,"lng":119.42,"lat":32.39,"speedKmh":31,"headingDeg":85}` from a moving unit. */
export const PositionMessageSchema = Type.Object({
  device: Type.Optional(DeviceId),
  at: Type.Optional(Time),
  lng: Type.Union([Type.Number(), Type.Null()]),
  lat: Type.Union([Type.Number(), Type.Null()]),
  speedKmh: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  headingDeg: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  accuracyM: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
})

export const ReportMessageSchema = Type.Object({
  report: Type.String({ minLength: 1, maxLength: 128 }),
  channel: words('hotline', 'patrol', 'camera', 'citizen', 'platform'),
  text: Type.String({ minLength: 1, maxLength: 4000 }),
  at: Type.Optional(Time),
  lng: Type.Optional(Type.Number()),
  lat: Type.Optional(Type.Number()),
  address: Type.Optional(Type.String({ maxLength: 256 })),
  area: Type.Optional(Type.String({ pattern: '^\\d{6}(\\d{3}){0,3}$' })),
  /** A code of the city's catalogue, or `standard:code` of a former edition, e.g. `GB/T 30428.2-2013:0136`. */
  matter: Type.Optional(Type.String({ maxLength: 40 })),
  condition: Type.Optional(Type.String({ maxLength: 64 })),
  reporter: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String({ maxLength: 64 })),
      phone: Type.Optional(Type.String({ maxLength: 32 })),
    }),
  ),
})

export const DeviceMessageSchema = Type.Object({
  devices: Type.Array(
    Type.Object({
      device: DeviceId,
      feed: Type.String({ minLength: 1, maxLength: 64 }),
      kind: Type.String({ minLength: 1, maxLength: 64 }),
      name: Type.String({ minLength: 1, maxLength: 128 }),
      lng: Type.Number(),
      lat: Type.Number(),
      area: Type.Optional(Type.String({ pattern: '^\\d{6}(\\d{3}){0,3}$' })),
      owner: Type.Optional(Type.String({ maxLength: 64 })),
      maintainer: Type.Optional(Type.String({ maxLength: 64 })),
      attributes: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
    }),
    { minItems: 1, maxItems: 2000 },
  ),
})

export type ReadingMessage = Static<typeof ReadingMessageSchema>
export type ReportMessage = Static<typeof ReportMessageSchema>
export type DeviceMessage = Static<typeof DeviceMessageSchema>
