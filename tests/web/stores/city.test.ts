// @vitest-environment happy-dom
// The city's reference data: asked once, asked anew when the catalogue changes, kept while that fails.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import desk from '../../../city/yangzhou/desk.json' with { type: 'json' }
import { useCity } from '../../../src/web/stores/city.ts'

const CITY = 'GET /api/city'
const body = (name: string) => ({
  city: {
    id: 'yz',
    code: '321000',
    name: { zh: name, en: name },
    prefix: 'YZ',
    zone: 'Asia/Shanghai',
    utcOffsetMinutes: 480,
    center: [119.4, 32.4],
    bounds: [119, 32, 120, 33],
    map: [],
    briefAtMinute: 480,
  },
  areas: [],
  departments: [],
  matters: [],
  sensorKinds: [],
  indicators: [],
  alarmRules: [],
  desk,
})

beforeEach(() => setActivePinia(createPinia()))

it('asks once, and anew when told to', async () => {
  let name = '扬州'
  answer(CITY, () => ({ body: body(name) }))
  const city = useCity()
  await Promise.all([city.load(), city.load()])
  expect(askedOf(CITY)).toHaveLength(1)
  name = '扬州市'
  await city.renew()
  expect(city.city?.name.zh).toBe('扬州市')
})

it('keeps what it has when a renewal fails, and can be asked again', async () => {
  answer(CITY, () => ({ body: body('扬州') }))
  const city = useCity()
  await city.load()
  answer(CITY, () => problem(503))
  await city.renew()
  expect(city.city?.name.zh).toBe('扬州')
  expect(city.problem?.status).toBe(503)
  answer(CITY, () => ({ body: body('新') }))
  await city.load()
  expect(city.city?.name.zh).toBe('新')
})

it('takes the last of two renewals, whichever answer comes first', async () => {
  const replies: ((b: { body: unknown }) => void)[] = []
  answer(CITY, () => new Promise((resolve) => replies.push(resolve)))
  const city = useCity()
  const both = [city.renew(), city.renew()]
  await new Promise((resolve) => setTimeout(resolve))
  replies[1]?.({ body: body('后') })
  replies[0]?.({ body: body('前') })
  await Promise.all(both)
  expect(city.city?.name.zh).toBe('后')
})
