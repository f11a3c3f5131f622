// @vitest-environment happy-dom
// Cases read ahead: once, young, no older than the live row, and never unmasked.
import { answer, askedOf } from '../support/fakeHub.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { readAhead, takeAhead } from '../../../src/web/incident/caseAhead.ts'
import { useIncidents } from '../../../src/web/stores/incidents.ts'
import { detail, row, T0 } from '../../support/cases.ts'

const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 5))
let serial = 0
/** An id nobody asked for before: the shelf is the page's. */
const fresh = (): string => `case-${(serial += 1)}`
const READ = (id: string): string => `GET /api/incidents/${id}`

beforeEach(() => {
  setActivePinia(createPinia())
  vi.useRealTimers()
})

describe('a case read ahead', () => {
  it('is asked for masked, once while it is young, and taken once', async () => {
    const id = fresh()
    answer(READ(id), () => ({ body: detail({ row: row(id) }) }))
    await readAhead(id)
    await readAhead(id)
    expect(askedOf(READ(id))).toHaveLength(1)
    expect(askedOf(READ(id))[0]?.query).toEqual({ masked: true })
    expect(takeAhead(id)?.row.id).toBe(id)
    expect(takeAhead(id)).toBeUndefined()
  })
  it('is nothing before it has come, after it failed, and once it is old', async () => {
    const [late, lost, old] = [fresh(), fresh(), fresh()]
    answer(READ(late), () => ({ body: detail({ row: row(late) }) }))
    const coming = readAhead(late)
    expect(takeAhead(late)).toBeUndefined()
    await coming
    answer(READ(lost), () => ({ status: 500, body: {} }))
    await readAhead(lost)
    expect(takeAhead(lost)).toBeUndefined()
    answer(READ(old), () => ({ body: detail({ row: row(old) }) }))
    await readAhead(old)
    const from = performance.now()
    vi.spyOn(performance, 'now').mockReturnValue(from + 6_000)
    expect(takeAhead(old)).toBeUndefined()
    vi.restoreAllMocks()
  })
  it('gives way to a live row that has run on', async () => {
    const id = fresh()
    answer(READ(id), () => ({ body: detail({ row: row(id, { version: 3 }) }) }))
    await readAhead(id)
    useIncidents().apply([row(id, { version: 4 })], [], T0)
    expect(takeAhead(id)).toBeUndefined()
    await settle()
  })
})
