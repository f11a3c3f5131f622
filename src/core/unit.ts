// Units as people read them. Reference data writes them in plain letters; conversion is not here.
import type { Text } from './text.ts'

const same = (text: string): Text => ({ zh: text, en: text })

/** What is counted. English says it in the name («Ponding spots 3»), Chinese puts a measure word after the number. */
export const COUNTING_UNITS: Readonly<Record<string, Text>> = {
  count: { zh: '个', en: '' },
  case: { zh: '件', en: '' },
  person: { zh: '人', en: '' },
  space: { zh: '个', en: '' },
}

const PRETTY: Readonly<Record<string, Text>> = {
  ...COUNTING_UNITS,
  'ug/m3': same('µg/m³'),
  'mg/m3': same('mg/m³'),
  C: same('℃'),
  '1/m2': { zh: '人/m²', en: '/m²' },
  ue: same('µε'),
  deg: same('°'),
  h: { zh: '小时', en: 'h' },
  'veh/h': { zh: '辆/小时', en: 'veh/h' },
}

/** A unit beside a number; empty for what has none. */
export const unitWords = (unit: string): Text => PRETTY[unit] ?? same(unit.replace(/m3/g, 'm³').replace(/m2/g, 'm²'))
