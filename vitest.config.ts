import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['test/global-postgres.ts', 'test/global-pglite.ts'],
    setupFiles: 'test/setup-pglite.ts',
  },
})
