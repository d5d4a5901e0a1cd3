import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IdeaKills } from './matrix.ts'
import { expectPaid } from './reckoning.ts'
import { type FaultWorld, linkPeople, openAndOverpay, openIdea, overpay, startFaultWorld } from './support.ts'

/** A database of its own, or none. */
export type Start = () => Promise<{ readonly url?: string; stop(): Promise<void> }>

/** One world for all: whatever an earlier kill had left behind would show in the later ones. */
export function killedWithAnIdea(start: Start, { unpaid, paid }: IdeaKills): void {
  let database: Awaited<ReturnType<Start>>
  let world: FaultWorld
  let opened = 0
  beforeAll(async () => {
    database = await start()
    const { url } = database
    world = await startFaultWorld({ finalityLag: 4, ...(url ? { databaseUrl: url } : {}) })
    await linkPeople(world)
  })
  afterAll(async () => {
    await world?.stop()
    await database?.stop()
  })
  const nextIdea = () => {
    opened += 1
    return opened
  }

  describe('the App is killed and started again', () => {
    test.for(unpaid)('%s', { timeout: 60_000 }, async ([_what, trap]) => {
      world.app.arm(trap)
      const issue = await openIdea(world, nextIdea())
      await world.app.killed()
      await world.restart()
      await overpay(world, issue)
      await expectPaid(world, issue)
    })

    test.for(paid)('%s', { timeout: 60_000 }, async ([_what, trap]) => {
      world.app.arm(trap)
      const issue = await openAndOverpay(world, nextIdea())
      await world.app.killed()
      await world.restart()
      await expectPaid(world, issue)
    })

    test('so many ideas were opened', () => expect(opened).toBe(unpaid.length + paid.length))
  })
}
