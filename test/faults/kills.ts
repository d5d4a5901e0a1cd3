import { expect, test } from 'vitest'
import type { Trap } from './app-under-test.ts'
import type { FaultWorld } from './support.ts'

/** What is being done, and the trap that kills the App there. */
export type Kill = readonly [what: string, trap: Trap]

/**
 * One test for each: the App is killed there, and started again with the next trap set. Whoever calls has armed the first.
 * `world` is asked for when the tests run.
 */
export function killedAtEach(world: () => FaultWorld, kills: readonly Kill[]): void {
  let survived = 0
  const places = kills.map(([what], place) => [what, place] as const)
  test.for(places)('%s', { timeout: 60_000 }, async ([_what, place]) => {
    expect(survived, 'all kills before this one').toBe(place)
    await world().app.killed()
    await restart(world(), kills[place + 1]?.[1] ?? null)
    survived += 1
  })
}

/** What the App waits for while nothing becomes final. */
const NOT_FINAL: readonly unknown[] = ['broadcast', 'in-block']

/** What was signed lives for so many blocks and must land in them, so none is made while the App cannot send it. */
async function restart(world: FaultWorld, trap: Trap | null): Promise<void> {
  const { control } = world.subtensor
  const isHeld = NOT_FINAL.includes(trap?.point)
  control.setFinalityLag(isHeld ? 1_000 : 2)
  if (isHeld) control.pause()
  await world.restart(trap)
  control.resume()
}
