import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'

/** The golden files in the folder `golden/` beside a test, whose `import.meta.dirname` is `folder`. */
export function goldenBeside(folder: string) {
  const golden = join(folder, 'golden')
  return {
    /** Holds a text against its golden file; `UPDATE_GOLDEN=1` writes the file instead, to be read before it is committed. */
    expectGolden(name: string, text: string): void {
      const file = join(golden, `${name}.md`)
      if (process.env.UPDATE_GOLDEN) writeFileSync(file, text)
      expect(text).toBe(readFileSync(file, 'utf8'))
    },
    /** Names of the files that begin with `prefix`, without their ending. */
    named: (prefix: string): string[] =>
      readdirSync(golden)
        .filter((file) => file.startsWith(prefix))
        .map((file) => file.replace(/\.md$/, ''))
        .sort(),
  }
}
