// The city's rules of supervision; where its files say nothing, the practice of the field.
import type { SupervisionRules } from '../../core/supervise/log.ts'
import type { City } from '../../wire/reference/places.ts'

/** 到期前 3 日、1 日催办，逾期每日催办: common practice; a city that does otherwise says so in city.json. */
const PRACTICE: SupervisionRules = {
  beforeDays: [3, 1],
  afterEveryDays: 1,
  atMinute: 540,
  overdueHours: 24,
  repeated: { times: 3, days: 30, withinM: 100 },
}

export const rulesOf = ({ supervision }: Pick<City, 'supervision'>): SupervisionRules => supervision ?? PRACTICE
