import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** SQLite's code for a lock that another has. */
const BUSY = 5

/**
 * Takes a PGlite directory for this process alone: two on one directory would pay everything twice. The system lets go of
 * the lock when the process ends, however it ends. It lies beside the directory, with a text that names who has it.
 * Rejects where another has it. Resolves to what gives it back.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const lock = await takeLock(directory)
  await writeFile(holderFile(directory), thisProcess())
  return async () => {
    await rm(holderFile(directory), { force: true })
    lock.close()
  }
}

const holderFile = (directory: string): string => `${directory}.lock.holder`

async function takeLock(directory: string): Promise<DatabaseSync> {
  const lock = new DatabaseSync(`${directory}.lock`)
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode !== BUSY) throw error
    throw new Error(await inUse(directory))
  }
}

async function inUse(directory: string): Promise<string> {
  const holder = await readFile(holderFile(directory), 'utf8').catch(() => 'another process')
  return `The ledger in ${directory} is in use by ${holder}. Two at a time would pay twice: stop that one first, or name another directory.`
}

/** The name of the command and no argument: there may be secrets in those. */
function thisProcess(): string {
  const [, script = 'tributary', first = ''] = process.argv
  const name = basename(script).replace(/\.\w+$/, '')
  const command = /^[a-z-]+$/.test(first) ? `${name} ${first}` : name
  const since = new Date().toISOString().slice(0, 16).replace('T', ' ')
  return `\`${command}\` (process ${process.pid} on ${hostname()}, since ${since} UTC)`
}
