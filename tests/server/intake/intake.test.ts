// Suggestions over the real store and city: what is learned from filings, who may ask, what is near by, and how sure it is.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import type { Incident } from '../../../src/core/incident/types.ts'
import { openIntake, type IntakeRoom } from '../../../src/server/intake/intake.ts'
import type { WhenWritten } from '../../../src/server/ports.ts'
import { IntakeSuggestionSchema } from '../../../src/wire/intake.ts'
import { people, stageCases, type CaseStage } from '../cases/setup.ts'

const AT = { lng: 119.4318, lat: 32.3947 }
let stage: CaseStage
let intake: IntakeRoom
const whenWritten: WhenWritten = (query, change) => intake.whenWritten(query, change)
const fresh = (): IntakeRoom => openIntake({ ...stage, now: () => stage.clock.at, cityFolder: 'city/yangzhou' })

beforeAll(async () => {
  stage = await stageCases({ whenWritten })
  intake = fresh()
  await intake.start()
})
afterAll(() => stage.stop())

let serial = 0
const report = (text: string, more: object = {}): Promise<Incident> =>
  stage.cases.fromDesk(
    { key: `intake-${(serial += 1)}-key`, text, ...AT, ...more },
    { ...AT, area: '321002', ...more },
    people.acceptor,
  )
const file = async (text: string, matter: string, condition: string): Promise<string> => {
  const { id } = await report(text)
  await stage.does(people.acceptor, id, { act: 'file', matter, condition })
  return id
}
const best = async (text: string, room = intake) => (await room.suggest({ text })).matters[0]

describe('suggestions at intake', () => {
  it('begins with the words of the catalogue, the place and who answers for it', async () => {
    const answer = await intake.suggest({ text: '广陵区路口井盖缺失，有安全隐患', ...AT })
    expect(Value.Check(IntakeSuggestionSchema, answer)).toBe(true)
    expect(answer.matters[0]).toMatchObject({ via: 'words' })
    expect(answer.matters[0]?.why.zh).toContain('井盖')
    expect(answer.area?.code).toMatch(/^321002/)
    expect(answer.departments.length).toBeGreaterThan(0)
    expect(answer.places.map(({ name }) => name.zh)).toContain('广陵区')
    expect(answer.learnedFrom).toBe(0)
  })

  it('learns from what people file, tells how many decisions, and unlearns a case filed again', async () => {
    const words = '楼下化粪桶满了往外冒'
    expect(await best(words)).toBeUndefined()
    for (let i = 0; i < 4; i += 1) await file(`${i}号${words}`, '06010', conditionOf('06010'))
    const learned = await best(words)
    expect(learned).toMatchObject({ matter: '06010', via: 'learned' })
    expect(learned?.why.zh).toContain('化粪')
    expect((await intake.suggest({ text: words })).learnedFrom).toBe(4)
  })

  it('unlearns a case that is filed again as something else', async () => {
    const words = '凉亭的瓦片松了'
    const id = await file(words, '06010', conditionOf('06010'))
    expect((await best(words))?.matter).toBe('06010')
    await stage.does(people.dispatcher, id, { act: 'returnToAcceptor', reason: '事项不符' })
    await stage.does(people.acceptor, id, { act: 'file', matter: '07003', condition: conditionOf('07003') })
    expect((await best(words))?.matter).toBe('07003')
    expect((await intake.suggest({ text: words })).learnedFrom).toBe(5)
  })

  it('knows the same after a start anew', async () => {
    const again = fresh()
    await again.start()
    expect(await best('化粪桶满了', again)).toMatchObject({ matter: '06010', via: 'learned' })
    expect((await again.suggest({ text: '' })).learnedFrom).toBe(5)
  })

  it('learns nothing from what the hub files itself', async () => {
    const before = (await intake.suggest({ text: '' })).learnedFrom
    await stage.cases.fromAlarm(stage.alarm('intake-alarm'))
    expect((await intake.suggest({ text: '' })).learnedFrom).toBe(before)
  })

  it('offers open cases near by that may be the same', async () => {
    const { id } = await report('喷泉旁的长椅断了，木刺扎人')
    const { alike } = await intake.suggest({ text: '长椅断了，木刺扎人，喷泉旁', ...AT })
    expect(alike.map(({ row }) => row.id)).toContain(id)
    const far = await intake.suggest({ text: '长椅断了，木刺扎人，喷泉旁', lng: 119.5, lat: 32.4 })
    expect(far.alike).toEqual([])
  })

  it('finds an address reported before, without its door', async () => {
    await report('电线垂下来了', { address: '银杏里大街88号3单元502室' })
    const { places } = await intake.suggest({ text: '还是银杏里大街88号那里' })
    expect(places[0]).toMatchObject({ name: { zh: '银杏里大街88号' }, precise: true, ...AT })
    expect(JSON.stringify(places)).not.toContain('502')
  })

  it('keeps to what the acceptor has settled', async () => {
    const settled = await intake.suggest({ text: '井盖缺失', ...AT, matter: 'E009', condition: 'fire' })
    const free = await intake.suggest({ text: '井盖缺失', ...AT })
    expect(settled.departments[0]?.lead).not.toBe(free.departments[0]?.lead)
  })

  it('bears nothing, markup and four thousand characters', async () => {
    expect((await intake.suggest({ text: '' })).matters).toEqual([])
    expect((await intake.suggest({ text: '<script>alert(1)</script>😀' })).alike).toEqual([])
    expect((await intake.suggest({ text: '井盖缺失'.repeat(1000), ...AT })).matters.length).toBeGreaterThan(0)
  })
})

const conditionOf = (matter: string): string => stage.reference.matters.get(matter)?.conditions[0]?.id ?? 'none'
