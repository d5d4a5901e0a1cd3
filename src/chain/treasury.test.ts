import { afterEach, expect, test } from 'vitest'
import { type ChainWorld, pair, startChainWorld } from '../../test/support/chain-world.ts'
import { bill, issueBill, openIdea, seeDeposit, stream } from '../../test/support/commands.ts'
import { potsOf, tillOf } from './pots.ts'

let world: ChainWorld
afterEach(() => world.stop())

test('a ledger whose pots belong to another treasury is not started on', async () => {
  world = await startChainWorld()
  const pots = potsOf(world.treasury.address, 0)
  const tale = [openIdea(), issueBill(), seeDeposit(10, 5, { pots })]
  await world.ledger.write(async (writing) => {
    for (const command of tale) await writing.handle(stream(), command)
  })
  const guardians = [pair('Bob').address, pair('Charlie').address]
  await expect(world.start({ guardians })).rejects.toThrow(
    `The escrow ${pots.escrow} in the ledger does not belong to`,
  )
  await expect(world.start({ threshold: 2 })).rejects.toThrow(
    'TREASURY must name the one that it was made with',
  )
  await expect(world.start()).resolves.toMatchObject({ treasury: world.treasury })
})

test('nor is one whose bills are paid into the till of another, though no deposit was paid', async () => {
  world = await startChainWorld()
  const into = tillOf(world.treasury.address)
  const billed = [openIdea(), { ...issueBill(), bill: { ...bill, into } }]
  await world.ledger.write(async (writing) => {
    for (const command of billed) await writing.handle(stream(), command)
  })
  await expect(world.start({ threshold: 2 })).rejects.toThrow(
    `The till ${into} in the ledger does not belong to`,
  )
  await expect(world.start()).resolves.toMatchObject({ treasury: world.treasury })
})

test('a key that everybody has is not started with where real money is at stake', async () => {
  world = await startChainWorld()
  const chain = { ...world.chain, isPublic: true }
  await expect(world.start({ chain })).rejects.toThrow('cannot be used on a public network')
})
