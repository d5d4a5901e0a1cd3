import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { approve } from '../../cli/approve/approve.ts'
import { signerOf } from '../../cli/signing/signer.ts'
import { type PendingApproval, pendingApprovals } from '../../ledger/approvals.ts'
import { developmentPair } from '../subtensor/accounts.ts'
import { type Guardians, startWorld, type World } from '../world/world.ts'
import { ARTICLES, STORY_AGO, STORY_SETTINGS } from './ideas.ts'
import { type StoryEnd, tellStory } from './story.ts'

const MINUTES = 60_000

const open = (guardians?: Guardians): Promise<World> =>
  startWorld({
    settings: STORY_SETTINGS,
    ago: STORY_AGO,
    articles: ARTICLES,
    logLevel: 'silent',
    ...(guardians && { guardians }),
  })

/** Tells all of it, fast; `before` hears each line before the story goes on. */
const tell = (world: World, before: (line: string) => void): Promise<StoryEnd> =>
  tellStory(world, { say: before, pause: 0, directory: undefined, patience: 60 })

const specOf = async ({ wallets: { api } }: World): Promise<number> =>
  (await api.rpc.state.getRuntimeVersion()).specVersion.toNumber()

test('with the runtime upgraded in the middle of a funding, the story ends the same, to the rao', {
  timeout: 10 * MINUTES,
}, async () => {
  const world = await open()
  try {
    const lines: string[] = []
    let upgradedAfter = ''
    const end = await tell(world, (line) => {
      lines.push(line)
      if (!line.startsWith('Finn contributes')) return
      world.subtensor.control.upgrade(475)
      upgradedAfter = line
    })
    expect(end).toEqual({ wrong: [], compared: 'all' })
    expect(upgradedAfter).toContain('75')
    expect(lines.findIndex((line) => line.startsWith('The target is met'))).toBeGreaterThan(
      lines.indexOf(upgradedAfter),
    )
    expect(await specOf(world)).toBe(475)
  } finally {
    await world.stop()
  }
})

const GUARDIANS: Guardians = { names: ['guardian', 'watcher'], threshold: 2 }

test('with two of three who must approve, and a call that waits while the runtime is upgraded, it ends the same', {
  timeout: 20 * MINUTES,
}, async () => {
  const world = await open(GUARDIANS)
  const told = { ended: false, waited: [] as string[] }
  try {
    const approving = approveAll(world, told)
    const end = await tell(world, () => {})
    told.ended = true
    await approving
    expect(end).toEqual({ wrong: [], compared: 'all' })
    expect(told.waited).toHaveLength(1)
    expect(await specOf(world)).toBe(475)
    expect(await pendingApprovals(world.app.ledger.queries)).toEqual([])
  } finally {
    told.ended = true
    await world.stop()
  }
})

/** The two guardians take turns with what waits. The call that finalizes a loan they leave until it has lived through the upgrade. */
async function approveAll(world: World, told: { ended: boolean; waited: string[] }): Promise<void> {
  for (let turn = 0; !told.ended; turn++) {
    const [waiting] = await pendingApprovals(world.app.ledger.queries)
    if (waiting === undefined) await sleep(50)
    else {
      const isFinalizing = waiting.intents.some((key) => key.startsWith('loan-finalize'))
      if (isFinalizing && told.waited.length === 0) await outliveUpgrade(world, waiting, told)
      await approveOne(world, waiting, GUARDIANS.names[turn % 2] ?? '')
    }
  }
}

async function outliveUpgrade(
  { subtensor, wallets: { api } }: World,
  { callHash }: PendingApproval,
  told: { waited: string[] },
): Promise<void> {
  told.waited.push(callHash)
  subtensor.control.upgrade(475)
  const height = async () =>
    (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber()
  const from = await height()
  while ((await height()) < from + 5) await sleep(50)
}

/** As a guardian does, with the command line. What was carried out or opened anew meanwhile is looked at again. */
async function approveOne(world: World, { intents }: PendingApproval, name: string): Promise<void> {
  try {
    await approve({
      key: intents[0] ?? '',
      explorer: world.app.url,
      node: world.subtensor.url,
      signer: signerOf(developmentPair(`//${name}`)),
      voice: { say: () => {}, tell: () => {} },
      consent: async () => true,
    })
  } catch {
    await sleep(100)
  }
}
