// One shared stage for the tests of the simulated city: reading the reference data and drawing the ground costs a second.
import { readReference } from '../../mock/reference.ts'
import { loadScenario } from '../../mock/scenarios/load.ts'
import { buildStage, createCity, type SimCity } from '../../mock/world/city.ts'

export const reference = readReference('city/yangzhou')
export const stage = buildStage(reference)
/** Monday 2026-11-23, 10:00 in Yangzhou: a working day in a dry season. */
export const MONDAY_TEN = Date.UTC(2026, 10, 23, 2, 0, 0)

export const cityOf = (
  scenario = 'ordinary',
  more: { seed?: string; startAt?: number; speed?: number } = {},
): SimCity =>
  createCity(
    { reference, scenario: loadScenario(scenario), seed: 'test', startAt: MONDAY_TEN, speed: 1, ...more },
    stage,
  )
