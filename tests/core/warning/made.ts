// Warnings for tests; every test overrides only what it is about.
import type { KeptWarning, Warning, WarningInfo } from '../../../src/core/warning/types.ts'

export const T0 = Date.UTC(2026, 6, 5, 6)
export const MIN = 60_000

export const info = (over: Partial<WarningInfo> = {}): WarningInfo => ({
  language: 'zh-CN',
  event: '暴雨',
  categories: ['Met'],
  responseTypes: [],
  urgency: 'Expected',
  severity: 'Minor',
  certainty: 'Likely',
  eventCodes: [],
  parameters: [],
  areas: [{ name: '扬州市', polygons: [], circles: [], geocodes: [{ name: 'GB/T 2260', value: '321000' }] }],
  ...over,
})

export const warning = (identifier: string, over: Partial<Warning> = {}): Warning => ({
  sender: 'met@yz',
  identifier,
  sentAt: T0,
  status: 'Actual',
  msgType: over.references === undefined ? 'Alert' : 'Update',
  scope: 'Public',
  references: [],
  infos: [info()],
  ...over,
})

export const to = (...identifiers: string[]): Warning['references'] =>
  identifiers.map((identifier) => ({ sender: 'met@yz', identifier }))

export const kept = (w: Warning, over: Partial<KeptWarning> = {}): KeptWarning => ({
  warning: w,
  kind: 'rainstorm',
  simulated: false,
  ...over,
})
