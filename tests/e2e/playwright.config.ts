// Journeys in a real browser against the real hub, each spec with a hub process of its own. Run after `npm ci`; needs Chromium.
import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'
import { BROWSER, MAPLESS_BROWSER } from '../support/browser.ts'

/** Journeys that never look at the map: where two cores draw it, it is most of what a page costs. They show as well that pages do without it. */
const MAPLESS = /(boards|brief|desk|handover|keyboard|kill|loop|offline|pages|process|three)\.spec\.ts$/

const ROOT = resolve(import.meta.dirname, '../..')
export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '*.spec.ts',
  outputDir: resolve(ROOT, 'test-results'),
  globalSetup: './support/setup.ts',
  // One journey with a map and one without: the one waits where the other draws. Two with maps would only measure each other.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // A machine shared with others may stall a browser once; a retry is told in the report as flaky, two failures fail.
  retries: process.env['CI'] === undefined ? 0 : 1,
  // Long enough for a journey with two starts of a hub on a machine that does much else.
  timeout: 360_000,
  expect: { timeout: 30_000 },
  reporter: [['list', { printSteps: true }]],
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    screenshot: 'only-on-failure',
    // Its pictures of every step cost as much as the journey: a first failure leaves a picture and words, the second all of it.
    trace: process.env['CI'] === undefined ? 'retain-on-failure' : 'on-first-retry',
    // A press waits for two frames of a map that two busy processors draw.
    actionTimeout: 60_000,
  },
  projects: [
    { name: 'map', workers: 1, testIgnore: MAPLESS, use: { launchOptions: BROWSER } },
    { name: 'mapless', workers: 1, testMatch: MAPLESS, use: { launchOptions: MAPLESS_BROWSER } },
  ],
})
