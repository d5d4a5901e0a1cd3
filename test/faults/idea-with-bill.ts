import { setTimeout as sleep } from 'node:timers/promises'
import { type FaultWorld, openIdea, until } from './support.ts'

/** The issue of an idea that waits for its deposit. */
export async function billed(world: FaultWorld, n: number): Promise<number> {
  const issue = await openIdea(world, n)
  await until(world, issue, 'it has a bill', ({ deposit }) => deposit.bill !== null)
  return issue
}

/** Waits until so many more blocks are final. */
export async function finalBlocks(world: FaultWorld, count: number): Promise<void> {
  const { api } = world.wallets
  const number = async () =>
    (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber()
  const end = (await number()) + count
  while ((await number()) < end) await sleep(100)
}
