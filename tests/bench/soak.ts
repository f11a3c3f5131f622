// An hour of the map at its full rate in one page: does the heap stay flat, and is a frame at the end as cheap as at the beginning?
// SOAK_MINUTES sets another length. The heap is read after a collection of the garbage.
import { chromium, type CDPSession } from '@playwright/test'
import { BROWSER } from '../support/browser.ts'
import { quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { servePage } from './pageServed.ts'

const SIZES = { whole: { count: 100_000, minutes: 60, reads: 30 }, quick: { count: 10_000, minutes: 1, reads: 4 } }
/** Reads at the beginning that are none of the figure: caches fill, code is compiled. */
const WARM_READS = 2
const MB = 1_000_000

interface Read {
  readonly atMinutes: number
  readonly heapMB: number
  readonly p95: number
}

async function heapMB(cdp: CDPSession): Promise<number> {
  // Twice: what the first frees may free more.
  for (let i = 0; i < 2; i++) await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize / MB
}

/** Change per minute by least squares. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const n = points.length
  const mean = (of: (p: readonly [number, number]) => number): number => points.reduce((s, p) => s + of(p), 0) / n
  const x = mean((p) => p[0])
  const y = mean((p) => p[1])
  return points.reduce((s, p) => s + (p[0] - x) * (p[1] - y), 0) / points.reduce((s, p) => s + (p[0] - x) ** 2, 0)
}

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const size = quick ? SIZES.quick : SIZES.whole
  const minutes = Number(process.env['SOAK_MINUTES'] ?? size.minutes)
  const served = await servePage('tests/bench/mapPage.ts')
  const browser = await chromium.launch(BROWSER)
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(served.url)
    await page.locator('body[data-ready=yes]').waitFor({ state: 'attached' })
    const cdp = await page.context().newCDPSession(page)
    await page.evaluate(`page.open(${size.count}, 'ours')`)
    const reads: Read[] = []
    const begun = Date.now()
    const total = size.reads + WARM_READS
    for (let n = 0; n < total; n++) {
      const { perFrame } = await page.evaluate<{ perFrame: number[] }>(`page.run(${(minutes * 60_000) / total})`)
      const read = {
        atMinutes: (Date.now() - begun) / 60_000,
        heapMB: await heapMB(cdp),
        p95: quantile(perFrame, 0.95),
      }
      if (n >= WARM_READS) reads.push(read)
      say(
        `${read.atMinutes.toFixed(1)} min: heap ${read.heapMB.toFixed(2)} MB, script in a frame p95 ${read.p95.toFixed(2)} ms`,
      )
    }
    if (problems.length > 0) throw new Error(`errors of the page: ${problems.join('; ')}`)
    const third = Math.max(1, Math.floor(reads.length / 3))
    const p95 = (of: readonly Read[]): number =>
      quantile(
        of.map((r) => r.p95),
        0.5,
      )
    const heap = (of: readonly Read[]): number =>
      quantile(
        of.map((r) => r.heapMB),
        0.5,
      )
    const first = reads.slice(0, third)
    const last = reads.slice(-third)
    const name = `soak/${size.count}/${minutes} min`
    return [
      {
        ...{ name: `${name}/heap`, value: heap(last), unit: 'MB' },
        ...{ baseline: heap(first), against: 'the first third of the same run' },
      },
      {
        name: `${name}/heap grows by`,
        value: slope(reads.map((r) => [r.atMinutes, r.heapMB])) * 60,
        unit: 'MB/h',
      },
      {
        ...{ name: `${name}/script in a frame with work, p95`, value: p95(last), unit: 'ms' },
        ...{ baseline: p95(first), against: 'the first third of the same run' },
      },
    ]
  } finally {
    await browser.close()
    await served.end()
  }
}

export const soak: Bench = {
  name: 'soak',
  about: 'an hour of 100,000 sensors on the map: heap and frames at the end against the beginning (only when named)',
  onlyNamed: true,
  run,
}
