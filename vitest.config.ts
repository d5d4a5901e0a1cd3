import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Many tests start processes of their own that load the same modules: what was compiled once is kept for the others.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled')

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Much of what is tested waits for blocks: a third worker uses the time of two cores.
    maxWorkers: 3,
    // Loading the modules again for each file takes longer than most files do. What a file changes, it changes back.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['test/global-postgres.ts', 'test/global-pglite.ts', 'test/faults/global-app.ts'],
    setupFiles: 'test/setup-pglite.ts',
  },
})
