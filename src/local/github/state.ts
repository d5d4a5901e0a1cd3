import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TokenOwner } from './emulator.ts'
import type { Secrets } from './seed.ts'

/** Milliseconds from a change to its writing: what a kill can lose. */
const DELAY = 250

export type Saved = {
  version: 1
  port: number
  secrets: Secrets
  tokens: [string, TokenOwner][]
  store: unknown
}

const fileIn = (dataDir: string) => join(dataDir, 'github.json')

/** What an earlier run has left. */
export function readState(dataDir: string): Saved | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Saved
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

export type Keeper = { changed: () => void; stop: () => void }

/**
 * Keeps the whole state in one file that only its owner may read, written anew shortly after each change. A run that is
 * killed loses its last quarter of a second: right for trying things out, and nothing more is claimed.
 */
export function openKeeper(dataDir: string, take: () => Saved): Keeper {
  mkdirSync(dataDir, { recursive: true })
  const path = fileIn(dataDir)
  let timer: NodeJS.Timeout | undefined

  function save(): void {
    clearTimeout(timer)
    timer = undefined
    writeFileSync(`${path}.new`, JSON.stringify(take()), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  return {
    changed: () => {
      timer ??= setTimeout(save, DELAY)
    },
    stop: save,
  }
}
