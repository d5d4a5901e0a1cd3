import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'

const FOLDER = join(import.meta.dirname, '../golden')

/** Holds a text against its golden file; `UPDATE_GOLDEN=1` writes the file instead, to be read before it is committed. */
export function expectGolden(name: string, text: string): void {
  const file = join(FOLDER, name)
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
}
