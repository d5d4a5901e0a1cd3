import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Much of what is tested waits for blocks: a second worker uses the time.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['test/global-postgres.ts', 'test/global-pglite.ts'],
    setupFiles: 'test/setup-pglite.ts',
  },
})
