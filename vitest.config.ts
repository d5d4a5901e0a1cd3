import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Many tests start processes of their own that load the same modules: what was compiled once is kept for the others.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled')

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Much of what is tested waits for blocks: a third worker uses the time of two cores.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['test/global-postgres.ts', 'test/global-pglite.ts'],
    setupFiles: 'test/setup-pglite.ts',
  },
})
