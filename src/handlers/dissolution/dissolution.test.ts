import { afterAll, beforeAll, expect, test } from 'vitest'
import { live } from '../../../test/support/addressed.ts'
import { pair, quiet, send, until } from '../../../test/support/chain-world.ts'
import { potsOfIssue, repository, settle, stream, tao } from '../../../test/support/commands.ts'
import { key, minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { type Chain, connectChain } from '../../chain/client.ts'
import { treasuryOf } from '../../chain/pots.ts'
import { fetchBlock } from '../../chain/watcher/fetch-block.ts'
import { readBlock } from '../../chain/watcher/read-block.ts'
import { recordBlock } from '../../chain/watcher/record.ts'
import { readWatched } from '../../chain/watcher/watched.ts'
import { keepConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { balanceOf, REGISTRATION_COST, readReading } from '../../ledger/readings.ts'
import { type Subtensor, startSubtensor } from '../../local/subtensor/node.ts'
import { registration } from '../launch/calls.ts'
import { takeReadings } from '../launch/readings.ts'
import { isSameNetwork } from '../launch/same-network.ts'
import { senses } from '../senses.ts'
import { lookAhead, readNextToGo } from './outlook.ts'
import { countRest } from './rest.ts'

// There is one place for a network. Ours has it; then Dave wants it.

const identity = { name: '', description: '', repository: '', contact: '', url: '', discord: '', logo: '' }
const treasury = treasuryOf(pair('Alice').address, [pair('Bob').address], 1)
const account = potsOfIssue().treasury
const payroll = pair('payroll').address

let node: Subtensor
let chain: Chain
let ledger: Ledger
let read = 0
beforeAll(async () => {
  node = await startSubtensor({
    seal: 'manual',
    finalityLag: 0,
    spec: 475,
    networks: { limit: 1, immunity: 5 },
    endow: { [account]: tao(41), [payroll]: tao(2) },
  })
  chain = await connectChain({ endpoints: [node.url], logger: quiet })
  ledger = await openLedger()
  await keepConfig(ledger.queries, repository.id, minedConfig)
})
afterAll(async () => {
  await chain.close()
  await node.stop()
  await ledger.close()
})

/** Makes so many blocks; the App reads all that it has not read. */
async function pass(blocks: number): Promise<void> {
  node.control.createBlocks(blocks)
  await until('they are final', async () => (await chain.finalized()).number >= read + blocks)
  const { number } = await chain.finalized()
  for (read++; read <= number; read++) {
    const block = await fetchBlock(chain, read)
    const { watched } = await readWatched(ledger.queries, treasury)
    await ledger.write((writing) => recordBlock(writing, senses, block, readBlock(block, watched)))
  }
  read = number
}

async function register(name: string): Promise<number> {
  const sent = send(chain, pair(name), registration(chain.api(), pair(`${name}-hotkey`).address, identity))
  await until(
    'it is there',
    async () => (await chain.request<string[]>('author_pendingExtrinsics')).length > 0,
  )
  await pass(1)
  await sent
  return read
}

const state = () => ledger.readSubnet(stream())
const now = async () => 1_000
const rest = async () => {
  const errand = { kind: 'rest', key: 'rest', netuid: 1, account, pots: [['payroll', payroll]] } as const
  return countRest({ chain, ledger }, await state(), errand, {
    at: 1,
    source: { kind: 'errand', name: 'rest' },
  })
}

test('a subnet that is next says so, and one that the chain dissolves ends; who gets its netuid is nobody of ours', async () => {
  const registeredIn = await register('Eve')
  const { events } = await fetchBlock(chain, registeredIn)
  expect(events.find(({ kind }) => kind === 'network-added')).toMatchObject({ netuid: 1, lockCost: tao(10) })
  const registered = settle(1_330, registeredIn, key('network-register'), {
    ok: true,
    registered: { netuid: 1 },
  })
  await live(ledger, stream(), [...minedTales.registering, registered])
  const ours = { netuid: 1, registeredIn }
  expect(await isSameNetwork(chain, ours, await chain.finalized())).toBe(true)

  await takeReadings(chain, ledger, now)
  expect(await readReading(ledger.queries, REGISTRATION_COST)).toMatchObject({ amount: tao(20), block: read })
  expect(await readReading(ledger.queries, balanceOf(stream()))).toMatchObject({
    amount: tao(41),
    block: read,
  })

  // It is immune, so that nobody can take its place.
  await lookAhead(chain, ledger, now)
  expect((await state()).dissolution.isNext).toBe(false)
  await pass(25)
  expect(await readNextToGo(chain, (await chain.finalized()).hash)).toBe(1)
  await lookAhead(chain, ledger, now)
  await lookAhead(chain, ledger, now)
  expect((await state()).dissolution.isNext).toBe(true)

  await register('Dave')
  expect(await state()).toMatchObject({ phase: 'dissolved', dissolution: { isNext: false, rest: null } })
  // The chain still pays who held alpha, of whom the treasury may be one.
  expect(await rest()).toBeNull()
  await pass(3)
  expect(await rest()).toMatchObject({
    type: 'ReportRest',
    free: tao(41) - 500n,
    left: [{ pot: 'payroll', amount: tao(2) - 500n }],
    block: read,
  })
  expect(await isSameNetwork(chain, ours, await chain.finalized())).toBe(false)

  // Dave's is registered under the same netuid, and is dissolved too.
  await pass(25)
  const before = await state()
  await register('Ferdie')
  expect(await state()).toEqual(before)
})
