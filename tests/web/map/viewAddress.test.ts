// The address of the city map reads back as written, whatever was drawn, chosen or brushed; what is unknown is left out.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromQuery, toQuery, type Address } from '../../../src/web/map/viewAddress.ts'
import { cameraText } from '../../../src/web/map/mapAddress.ts'
import { DAYS } from '../../../src/web/map/brush.ts'
import { SavedFilterSchema } from '../../../src/wire/settings.ts'
import { fits } from '../../../src/web/api/check.ts'
import { shapes } from './tools/arbitrary.ts'

const id = fc.stringMatching(/^[a-zA-Z][\w-]{0,15}$/)
const rounded = (min: number, max: number, decimals: number) =>
  fc.integer({ min: min * 10 ** decimals, max: max * 10 ** decimals }).map((n) => n / 10 ** decimals)
const camera = fc.record({ lng: rounded(-180, 180, 5), lat: rounded(-85, 85, 5), zoom: rounded(0, 22, 2) })
const brushed = fc.oneof(
  fc.integer({ min: 1, max: 20_000 }).map((minutes) => ({ lastMs: minutes * 60_000 })),
  fc
    .tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 1, max: 7e8 }))
    .map(([from, more]) => ({ from, to: from + more })),
)
const some = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const addresses = fc
  .record({
    layers: some(fc.uniqueArray(id, { maxLength: 8 })),
    choices: fc.dictionary(id, fc.stringMatching(/^[\w.:, -]{1,20}$/), { maxKeys: 3, noNullPrototype: true }),
    camera: some(camera),
    days: fc.constantFrom(...DAYS),
    brushed: some(brushed),
    search: fc.string({ maxLength: 60 }),
    picked: some(fc.record({ type: id, id: fc.stringMatching(/^\S[^\n]{0,50}$/) })),
    shape: some(shapes),
  })
  .map((a) => Object.fromEntries(Object.entries(a).filter(([, v]) => v !== undefined)) as unknown as Address)

describe('the address', () => {
  it('reads back as written', () => {
    fc.assert(
      fc.property(addresses, (a) => {
        expect(fromQuery(toQuery(a))).toEqual(a)
      }),
    )
  })

  it('fits what is kept by name', () => {
    fc.assert(
      fc.property(addresses, (a) => {
        expect(fits(SavedFilterSchema, { name: '一', query: toQuery(a) })).toBe(true)
      }),
    )
  })

  it('of an untouched page is empty', () => {
    expect(toQuery(fromQuery({}))).toEqual({})
    expect(fromQuery({})).toEqual({ choices: {}, days: 1, search: '' })
  })

  it('tells no layer from the usual ones', () => {
    expect(fromQuery({}).layers).toBeUndefined()
    expect(fromQuery({ on: '-' }).layers).toEqual([])
    expect(toQuery({ layers: [] })).toEqual({ on: '-' })
  })

  it.each([
    ['at', '119.4'],
    ['at', '119.4,92,8'],
    ['at', '119.4,32.4,99'],
    ['at', 'a,b,c'],
    ['last', '0'],
    ['last', '-5'],
    ['days', '3'],
    ['pick', 'incident'],
    ['pick', ':x'],
    ['draw', 'q12'],
    ['draw', 'pAA'],
    ['draw', 'c119.4,32.4,1'],
    ['draw', 'a12;drop'],
    ['of.1', 'x'],
    ['of.heat', 'x'.repeat(101)],
  ])('leaves out %s=%s', (key, value) => {
    expect(fromQuery({ [key]: value })).toEqual(fromQuery({}))
  })

  it('takes a time only with both its ends, the earlier first', () => {
    expect(fromQuery({ from: '5' }).brushed).toBeUndefined()
    expect(fromQuery({ from: '9', to: '5' }).brushed).toBeUndefined()
    expect(fromQuery({ from: '5', to: '9' }).brushed).toEqual({ from: 5, to: 9 })
  })

  it('says the camera to a metre and a hundredth of a zoom', () => {
    expect(cameraText({ lng: 119.4210049, lat: 32.3932, zoom: 12.3456 })).toBe('119.421,32.3932,12.35')
  })
})
