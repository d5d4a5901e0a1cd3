import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from '../world/world.ts'
import { openCosts } from './costs.ts'
import { keepProgress, readProgress } from './progress.ts'
import { type Ending, type Finding, reckon, reckonLedger, reckonThreads, wasTouched } from './reckoning.ts'
import type { Stage } from './stage.ts'
import type { Step } from './step.ts'
import { steps } from './steps.ts'

export interface Narration {
  /** `issue` is that of the idea which the step is about; undefined where it has none yet. */
  say(line: string, link?: string, step?: Step, issue?: number): void
  /** Milliseconds between steps. */
  readonly pause: number
  readonly directory: string | undefined
  /** For how many seconds the last comments may be on their way: ten when unset. */
  readonly patience?: number
}

/** What is not as it must be: nothing, where all went well. */
export interface StoryEnd {
  readonly wrong: readonly Finding[]
  /** Everything; not the balances, where people moved value by hand meanwhile; or nothing but the ledger, where an earlier start did. */
  readonly compared: 'all' | 'all but balances' | 'the ledger'
}

/** Tells the story from where it stopped. */
export async function tellStory(
  world: World,
  { say, pause, directory, patience = 10 }: Narration,
): Promise<StoryEnd> {
  const progress = readProgress(directory)
  const issues = new Map(Object.entries(progress.issues))
  const stageOf = (step: Step): Stage => ({
    world,
    say: (line, link) => say(line, link, step, issues.get(step.about ?? '')),
    pause: () => sleep(pause),
    issues,
  })
  const keep = (reckoned: boolean) =>
    keepProgress(directory, { steps: progress.steps, issues: Object.fromEntries(issues), reckoned })
  for (const step of steps) {
    if (progress.steps.includes(step.name)) continue
    const stage = stageOf(step)
    await step.play(stage)
    progress.steps.push(step.name)
    keep(false)
    await stage.pause()
  }
  // What people did since then is theirs.
  if (progress.reckoned) return { wrong: await reckonLedger(world), compared: 'the ledger' }
  const told = await settleDown({ world, issues }, patience)
  keep(told.wrong.length === 0)
  return told
}

/** The last comments may still be on their way: what is wrong is looked at again for a while. */
async function settleDown(end: Ending, patience: number): Promise<StoryEnd> {
  const readCosts = openCosts(end.world)
  for (let left = 2 * patience; ; left--) {
    const byHand = await wasTouched(end)
    const findings = byHand ? await reckonThreads(end) : await reckon(end, await readCosts())
    const wrong = findings.filter(({ found, wanted }) => found !== wanted)
    if (wrong.length === 0 || left === 0) return { wrong, compared: byHand ? 'all but balances' : 'all' }
    await sleep(500)
  }
}
