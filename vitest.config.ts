import { readdirSync, readFileSync } from 'node:fs'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type UserWorkspaceConfig } from 'vitest/config'

/** Test files by what they say of themselves. Each belongs to the first project that it fits. */
const all = new Map(
  readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => [`tests/${name}`, readFileSync(`tests/${name}`, 'utf8')]),
)
function taken(fits: (text: string, file: string) => boolean): string[] {
  const files = [...all].filter(([file, text]) => fits(text, file)).map(([file]) => file)
  for (const file of files) all.delete(file)
  return files
}
const isMocking = (text: string): boolean => text.includes('vi.mock(')
const isPage = (text: string): boolean => /support\/(?:page|fakeHub)\.ts'/.test(text)
const isDom = (text: string): boolean => text.includes('@vitest-environment happy-dom')
const EACH = 'tests/web/support/each.ts'

const kinds: readonly NonNullable<UserWorkspaceConfig['test']>[] = [
  // Who puts something else in a module's place must be the first to load it: a world for each file.
  { name: 'pages alone', include: taken((text) => isMocking(text) && isPage(text)), setupFiles: EACH, isolate: true },
  { name: 'alone', include: taken(isMocking), isolate: true },
  { name: 'pages', include: taken(isPage), environment: 'happy-dom', setupFiles: EACH },
  { name: 'dom', include: taken(isDom), environment: 'happy-dom' },
  {
    name: 'server',
    include: taken((_, file) => /^tests\/(?:server|walk)\//.test(file)),
    globalSetup: 'tests/support/preparedStore.ts',
  },
  { name: 'plain', include: taken(() => true) },
]

export default defineConfig({
  plugins: [vue()],
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC' },
    // Two cores is the smallest machine this runs on; server tests start real databases.
    maxWorkers: 2,
    // Files of a project share a world in each worker and leave nothing in it: what they test is loaded once, which is most of what
    // a small test costs.
    isolate: false,
    projects: kinds.map((test) => ({ extends: true, test })),
  },
})
