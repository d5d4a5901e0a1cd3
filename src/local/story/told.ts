import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How far the story has come, kept beside its data so that a second start goes on. */
export interface Told {
  readonly steps: string[]
  readonly issues: Record<string, number>
}

export function readTold(directory: string | undefined): Told {
  const file = directory && join(directory, 'story.json')
  if (!file || !existsSync(file)) return { steps: [], issues: {} }
  return JSON.parse(readFileSync(file, 'utf8')) as Told
}

export function keepTold(directory: string | undefined, told: Told): void {
  if (!directory) return
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'story.json'), JSON.stringify(told))
}
