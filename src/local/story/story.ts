import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from '../world/world.ts'
import { openCosts } from './costs.ts'
import { keepProgress, readProgress } from './progress.ts'
import { type Finding, reckon } from './reckoning.ts'
import type { Stage } from './stage.ts'
import { steps } from './steps.ts'

export interface Narration {
  say(line: string, link?: string): void
  /** Milliseconds between steps. */
  readonly pause: number
  readonly directory: string | undefined
}

/** Tells the story from where it stopped. Answers what is not as it must be: nothing, where all went well. */
export async function tellStory(world: World, { say, pause, directory }: Narration): Promise<Finding[]> {
  const progress = readProgress(directory)
  const stage: Stage = {
    world,
    say,
    pause: () => sleep(pause),
    issues: new Map(Object.entries(progress.issues)),
  }
  for (const step of steps) {
    if (progress.steps.includes(step.name)) continue
    await step.play(stage)
    progress.steps.push(step.name)
    keepProgress(directory, {
      steps: progress.steps,
      issues: Object.fromEntries(stage.issues),
    })
    await stage.pause()
  }
  return settleDown(stage)
}

/** The last comments may still be on their way: what is wrong is looked at again for ten seconds. */
async function settleDown(stage: Stage): Promise<Finding[]> {
  const readCosts = openCosts(stage.world)
  for (let left = 20; ; left--) {
    const findings = await reckon(stage, await readCosts())
    const wrong = findings.filter(({ found, wanted }) => found !== wanted)
    if (wrong.length === 0 || left === 0) return wrong
    await sleep(500)
  }
}
