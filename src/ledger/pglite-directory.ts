import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { lockDirectory } from './directory-lock.ts'
import { createPglite } from './pglite.ts'

/** What is in every directory that PGlite has made whole. */
const MARKS = ['PG_VERSION', 'base', 'global', 'pg_wal']

export interface OpenedDirectory {
  readonly client: PGlite
  close(): Promise<void>
}

/**
 * Opens the ledger in a directory, for this process alone. Where there is none it makes one, unless it `mustExist`. Rejects
 * where another process has it, and where the directory holds something else or is damaged: nothing in it is changed then.
 */
export async function openDirectory(directory: string, mustExist = false): Promise<OpenedDirectory> {
  const found = await look(directory)
  if (found === 'other') throw new Error(notALedger(directory))
  if (found === 'nothing' && mustExist) throw new Error(`There is no ledger in ${directory}.`)
  await mkdir(dirname(directory), { recursive: true })
  const unlock = await lockDirectory(directory)
  try {
    if ((await look(directory)) === 'nothing') await make(directory)
    const client = await createPglite(directory).catch((error) => {
      throw new Error(damaged(directory), { cause: error })
    })
    const close = async () => {
      await client.close()
      await unlock()
    }
    return { client, close }
  } catch (error) {
    await unlock()
    throw error
  }
}

async function look(directory: string): Promise<'nothing' | 'ledger' | 'other'> {
  const names: string[] = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  if (names.length === 0) return 'nothing'
  return MARKS.every((mark) => names.includes(mark)) ? 'ledger' : 'other'
}

/** It is made beside its place and moved there when it is whole. So what was cut off is never taken for a ledger. */
async function make(directory: string): Promise<void> {
  const unfinished = `${directory}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  const client = await createPglite(unfinished)
  await client.close()
  await rmdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw new Error(cannotBeReplaced(directory), { cause: error })
  })
  await rename(unfinished, directory)
}

const notALedger = (directory: string): string =>
  `${directory} holds files, but no whole ledger: it is another folder, or the ledger is damaged. Nothing was changed in it. Name another directory, or restore a backup.`

const damaged = (directory: string): string =>
  `The ledger in ${directory} cannot be opened: it is damaged, or another version of PGlite made it. Restore a backup.`

const cannotBeReplaced = (directory: string): string =>
  `${directory} cannot hold a ledger, perhaps because it is a mount of its own: name a folder in it, such as ${directory}/ledger.`
