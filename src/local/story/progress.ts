import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How far the story has come, kept beside its data so that a second start goes on. */
export interface StoryProgress {
  readonly steps: string[]
  readonly issues: Record<string, number>
  /** Whether its end was found to be as it must be. Not in what earlier versions kept. */
  readonly reckoned?: boolean
}

export function readProgress(directory: string | undefined): StoryProgress {
  const file = directory && join(directory, 'story.json')
  if (!file || !existsSync(file)) return { steps: [], issues: {} }
  return JSON.parse(readFileSync(file, 'utf8')) as StoryProgress
}

export function keepProgress(directory: string | undefined, progress: StoryProgress): void {
  if (!directory) return
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'story.json'), JSON.stringify(progress))
}
