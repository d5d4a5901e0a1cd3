import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import { inject } from 'vitest'

/** Makes a directory such as a new PGlite would make, which takes it seconds. */
export async function makeBlankPglite(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true })
  await promisify(execFile)('tar', ['-xf', inject('blankPglite'), '-C', directory])
}
