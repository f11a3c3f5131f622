// The chart chunk, asked for when the first chart stands on a page and then shared by all of them.
import type * as Library from './echarts.ts'

let asked: Promise<typeof Library> | undefined

export const loadECharts = (): Promise<typeof Library> =>
  (asked ??= import('./echarts.ts').catch((error: unknown) => {
    // No signal just now: the next chart asks again.
    asked = undefined
    throw error
  }))
