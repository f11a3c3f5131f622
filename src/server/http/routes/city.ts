// Reference data as screens need it: no gateways, contracts or contacts of feeds.
import { CityViewSchema, paths } from '../../../wire/api.ts'
import { requireRole } from '../access.ts'
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'

export function cityRoutes(app: App, { reference }: HttpDeps): void {
  app.get(
    paths.city,
    { ...requireRole('signedIn'), schema: { tags: ['city'], response: { 200: CityViewSchema } } },
    async () => {
      const { city, areas, departments, sensorKinds, indicators, limitTables, classTables, desk } = reference.reference
      const inForce = reference.alarmRules
      return {
        city,
        areas: [...areas],
        departments: [...departments],
        // One version of each code: the one in force, or the latest of a retired one, so that old cases keep their words.
        matters: [...reference.matters.values()],
        sensorKinds: [...sensorKinds],
        indicators: [...indicators],
        // As they stand: stricter than the catalogue's while an emergency asks for it.
        alarmRules: [...inForce.values()],
        relaxedRules: reference.reference.alarmRules.filter((rule) => inForce.get(rule.id) !== rule),
        limitTables: [...limitTables],
        classTables: [...classTables],
        desk,
      }
    },
  )
}
