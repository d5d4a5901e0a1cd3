import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The time of a local world, which its GitHub and its chain share. It runs as this machine's does, from another moment on. */
export interface Clock {
  /** Milliseconds since 1970, UTC. Never less than it has answered before. */
  now(): number
  /** Goes on to that moment at once. A moment that is over changes nothing. */
  advanceTo(moment: number): void
}

/**
 * A clock that begins `ago` milliseconds in the past. So it can be moved, and never shows an App a time that the App's own clock has not
 * reached. With a `file`, the next start goes on from where it had been moved to.
 */
export function openClock({ ago = 0, file }: { ago?: number; file?: string | undefined } = {}): Clock {
  const kept = file !== undefined && existsSync(file) ? readBehind(file) : undefined
  let behind = kept ?? ago
  let latest = 0
  const keep = (): void => {
    if (file === undefined) return
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify({ behind }))
  }
  if (kept === undefined) keep()
  const now = (): number => {
    latest = Math.max(latest, Date.now() - behind)
    return latest
  }
  return {
    now,
    advanceTo: (moment) => {
      if (moment <= now()) return
      behind -= moment - now()
      latest = moment
      keep()
    },
  }
}

const readBehind = (file: string): number => {
  const { behind } = JSON.parse(readFileSync(file, 'utf8')) as { behind: number }
  return behind
}
