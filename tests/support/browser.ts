// The browser that journeys and measurements run in: the system's, so that nothing is downloaded.
import { existsSync } from 'node:fs'
import type { LaunchOptions } from '@playwright/test'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const found = process.env['CHROMIUM_PATH'] ?? PLACES.find((path) => existsSync(path))

const PLAIN = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** Without a browser of the system, whatever Playwright has installed. */
const launch = (args: readonly string[]): LaunchOptions => ({
  ...(found === undefined ? {} : { executablePath: found }),
  args: [...PLAIN, ...args],
})

/** The map needs WebGL 2; without a graphics card it is drawn in software. */
export const BROWSER = launch(['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'])
/** A browser that cannot draw the map: pages say so, and everything else works. */
export const MAPLESS_BROWSER = launch(['--disable-3d-apis'])
