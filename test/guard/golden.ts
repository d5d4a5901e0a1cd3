import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import type { Texts } from './folded.ts'

/**
 * Holds texts against the golden files of a folder: there must be one for each and no other. `UPDATE_GOLDEN=1` writes them
 * instead, to be read before they are committed.
 */
export async function expectGolden(folder: string, texts: Texts): Promise<void> {
  const directory = join(import.meta.dirname, 'golden', folder)
  if (process.env.UPDATE_GOLDEN) await write(directory, texts)
  expect([...texts.keys()].toSorted()).toEqual(await filesIn(directory))
  const changed = await changedIn(directory, texts)
  for (const { name, text, held } of changed) {
    expect(text, `${changed.length} golden files of ${folder} differ, ${name} among them`).toBe(held)
  }
}

async function changedIn(directory: string, texts: Texts) {
  const files = [...texts].map(async ([name, text]) => {
    return { name, text, held: await readFile(join(directory, name), 'utf8') }
  })
  return (await Promise.all(files)).filter(({ text, held }) => text !== held)
}

async function write(directory: string, texts: Texts): Promise<void> {
  await rm(directory, { recursive: true, force: true })
  for (const [name, text] of texts) {
    await mkdir(dirname(join(directory, name)), { recursive: true })
    await writeFile(join(directory, name), text)
  }
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map((file) => join(file.parentPath, file.name).slice(directory.length + 1)).toSorted()
}
