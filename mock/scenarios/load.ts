// Finds a scenario by its name among the files beside this one, or reads a city's own from a path, and checks it.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Compile } from 'typebox/compile'
import { ScenarioSchema, type Scenario } from './schema.ts'

export const DEFAULT_SCENARIO = 'ordinary'
const HERE = dirname(fileURLToPath(import.meta.url))
const check = Compile(ScenarioSchema)

/** A wrong scenario, in one sentence for the person at the terminal. */
export class ScenarioError extends Error {}

function read(path: string): Scenario {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ScenarioError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!check.Check(value)) {
    const first = [...check.Errors(value)][0]
    throw new ScenarioError(`${path} is no scenario: "${first?.instancePath ?? ''}" ${first?.message ?? ''}`)
  }
  return value
}

/** All scenarios that ship, the default first. */
export function scenarios(): Scenario[] {
  return readdirSync(HERE)
    .filter((f) => f.endsWith('.json'))
    .map((f) => read(join(HERE, f)))
    .sort((a, b) => Number(b.id === DEFAULT_SCENARIO) - Number(a.id === DEFAULT_SCENARIO) || (a.id < b.id ? -1 : 1))
}

/** By name, or from a path that ends in `.json`. Throws ScenarioError. */
export function loadScenario(name: string): Scenario {
  if (name.endsWith('.json')) return read(name)
  const all = scenarios()
  const found = all.find((s) => s.id === name)
  if (!found) throw new ScenarioError(`There is no scenario "${name}"; there are ${all.map((s) => s.id).join(', ')}.`)
  return found
}
