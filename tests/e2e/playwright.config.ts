// Journeys in a real browser against the real hub, each spec with a hub process of its own. Run after `npm ci`; needs Chromium.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

const ROOT = resolve(import.meta.dirname, '../..')
/** A browser of the system, so that nothing is downloaded; without one, whatever Playwright has installed. */
const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
const browser = process.env['CHROMIUM_PATH'] ?? SYSTEM

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '*.spec.ts',
  outputDir: resolve(ROOT, 'test-results'),
  globalSetup: './support/setup.ts',
  // A hub, a browser and the simulated city fill two cores; a second worker would only measure the first.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // A machine shared with others may stall a browser once; a retry is told in the report as flaky, two failures fail.
  retries: process.env['CI'] === undefined ? 0 : 1,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [['list', { printSteps: true }]],
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    actionTimeout: 20_000,
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // The map needs WebGL 2; without a graphics card it is drawn in software.
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
        '--ignore-gpu-blocklist',
      ],
    },
  },
})
