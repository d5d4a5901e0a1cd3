import { join } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Many tests start processes of their own that load the same modules: what was compiled once is kept for the others.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled')

/** What takes longest begins first: otherwise one worker is left with it when the others have ended. */
const LONG =
  /\/test\/(story|faults|house|bad-input|fuzz|guard|replay|bulk)|\/ledger\/(open|jobs)|\/cli\/(intents|treasury)|\/intake\/faults|\/browser\./

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

const TESTS = ['src/**/*.test.ts', 'test/**/*.test.ts']
/** What takes minutes, and need not be run before each merge: `npm run test:night`. */
const NIGHT = ['src/**/*.night.test.ts', 'test/**/*.night.test.ts']

export default defineConfig({
  test: {
    // Some of what is tested waits for blocks: two more workers use the time of two cores.
    maxWorkers: 4,
    // Tests make much that lives briefly: a larger nursery is swept less often.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: LongFirst },
    // Loading the modules again for each file takes longer than most files do. What a file changes, it changes back.
    isolate: false,
    // Node runs the tests as it runs the program, without a transform of each module in between.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['test/global-postgres.ts', 'test/global-pglite.ts', 'test/faults/global-app.ts'],
    setupFiles: ['test/setup-pglite.ts', 'test/setup-network.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'gate', include: TESTS, exclude: [...configDefaults.exclude, ...NIGHT] },
      },
      { extends: true, test: { name: 'night', include: NIGHT } },
    ],
  },
})
