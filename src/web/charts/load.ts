// The chart chunk, asked for when the first chart stands on a page and then shared by all of them.
let asked: Promise<typeof import('./echarts.ts')> | undefined

export const loadECharts = (): Promise<typeof import('./echarts.ts')> =>
  (asked ??= import('./echarts.ts').catch((error: unknown) => {
    // No signal just now: the next chart asks again.
    asked = undefined
    throw error
  }))
