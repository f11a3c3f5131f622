import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const ELSEWHERE = ['tests/e2e/**', 'tests/bench/**', 'node_modules/**']
/** Pure functions: nothing that one file does can reach another, so they share one world and load it once. */
const PURE = ['tests/{core,wire,feeds}/**/*.test.ts']

export default defineConfig({
  plugins: [vue()],
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC' },
    // Two cores is the smallest machine this runs on; server tests start real databases.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, exclude: ELSEWHERE, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['tests/**/*.test.ts'], exclude: [...ELSEWHERE, ...PURE] } },
    ],
  },
})
