import { Keyring } from '@polkadot/keyring'
import { u8aToHex } from '@polkadot/util'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { live } from '../../test/support/addressed.ts'
import { people, START, stream } from '../../test/support/commands.ts'
import { minedConfig } from '../../test/support/mined-commands.ts'
import { minedTales } from '../../test/support/mined-tales.ts'
import { keepConfig } from '../ledger/configs.ts'
import { countRows } from '../ledger/database.ts'
import { markHandled, nextDelivery, storeDeliveries } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { coldkeyOf, coldkeyWhen } from '../ledger/links.ts'
import { openLedger } from '../ledger/open.ts'
import { noteReply, type ReplyRow, readReply } from '../ledger/replies.ts'
import type { Person } from '../mechanisms/kernel/occurrence.ts'
import type { SubnetCommand } from '../mechanisms/subnet/state.ts'
import { benchOf } from '../mechanisms/team/bench.ts'
import { linkMessage } from './account/link-signature.ts'
import { renderAnswers } from './answers.ts'
import { prepareDelivery } from './deliver.ts'
import { commentPayload, fakePorts } from './kit/testing/payloads.ts'

// Rules I1 and G0: what takes a wallet is heard before the older comment that links it. Ben has won a round.

const places = { explorer: 'https://explorer.test', github: 'https://github.test', node: null }
const { ben } = people

let ledger: Ledger
let signed: string
let address: string
beforeAll(async () => {
  await cryptoWaitReady()
  await begin()
  const pair = new Keyring({ type: 'sr25519' }).addFromUri('//ben')
  address = pair.address
  signed = u8aToHex(pair.sign(linkMessage(ben.id, address)))
})
afterAll(() => ledger.close())

async function begin(tale: readonly SubnetCommand[] = minedTales.invited): Promise<void> {
  ledger = await openLedger()
  await keepConfig(ledger.queries, 7, minedConfig)
  await live(ledger, stream(), tale)
}

/** He was invited after 1,101 milliseconds. */
const after = (milliseconds: number) => new Date(START + milliseconds).toISOString()

/** Ben, or somebody else, writes a comment below his pull request, and GitHub's news of it comes now. */
async function hear(id: number, body: string, written: string, by: Person = ben): Promise<void> {
  const user = { ...by, type: 'User' }
  const { issue, ...rest } = commentPayload(body, {
    sender: user,
    comment: { id, body, user, created_at: written, updated_at: written },
  })
  const payload = { ...rest, issue: { ...issue, number: 11, pull_request: {} } }
  const arrival = { id: `${id}`, event: 'issue_comment', occurredAt: Date.parse(written), rank: id }
  await storeDeliveries(ledger.queries, [{ ...arrival, body: Buffer.from(JSON.stringify(payload)) }])
  await handleAll()
}

async function handleAll(): Promise<void> {
  const ports = fakePorts({
    subnetAt: async () => stream(),
    coldkeyWhen: (user, said) => coldkeyWhen(ledger.queries, user, said),
  })
  for (;;) {
    const next = await nextDelivery(ledger.queries)
    if (!next) return
    const payload: unknown = JSON.parse(Buffer.from(next.body).toString())
    const apply = await prepareDelivery({ id: next.id, event: next.event, payload }, ports)
    await ledger.write(async (writing) => {
      await apply(writing)
      await markHandled(writing.queries, next.id)
    })
  }
}

const accepted = async () => (await ledger.readSubnet(stream())).mining.round?.invitation?.coldkey
const rowOf = async (comment: number) =>
  (await readReply(ledger.queries, { kind: 'comment', comment })) as ReplyRow

test('once the older link is heard it is carried out, and what was said to it is rewritten', async () => {
  await hear(30, '/guarantee', after(1_200))
  await hear(40, '/guarantee', after(1_500))
  expect(await accepted()).toBeNull()
  expect((await rowOf(40)).answers).toContain('unlinked')
  await noteReply(ledger.queries, { kind: 'comment', comment: 40 }, { replyId: 900 })

  await hear(35, `/link ${address} ${signed}`, after(1_400))
  expect(await accepted()).toBe(address)
  const row = await rowOf(40)
  expect(row).toMatchObject({ answers: '[null]', edits: 1, undone: 0 })
  expect((await renderAnswers(ledger, places, row)).body).toMatch(/carried out/)
  // What was written before the link stays refused.
  expect((await rowOf(30)).answers).toContain('unlinked')
  expect(await countRows(ledger.queries, 'unlinked')).toBe(1)

  await hear(45, `/link ${address} ${signed}`, after(1_600))
  expect((await rowOf(40)).edits).toBe(1)
})

test('between two links of which the newer was heard first it is carried out, with the wallet of the older one, and so is what follows the same wallet twice', async () => {
  const [alice, bob] = ['//alice', '//bob'].map((seed) => new Keyring({ type: 'sr25519' }).addFromUri(seed))
  const by = (pair: typeof alice) =>
    `/link ${pair?.address} ${u8aToHex(pair?.sign(linkMessage(ben.id, pair.address)))}`
  const links = [
    [by(bob), by(alice), alice?.address],
    [by(bob), by(bob), bob?.address],
  ] as const
  for (const [newer, older, wanted] of links) {
    await ledger.close()
    await begin()
    await hear(60, newer, after(1_500))
    await hear(50, '/guarantee', after(1_400))
    expect(await accepted()).toBeNull()
    await hear(45, older, after(1_300))
    expect(await accepted()).toBe(wanted)
    expect((await rowOf(50)).answers).toBe('[null]')
    expect(await coldkeyOf(ledger.queries, ben.id)).toBe(bob?.address)
  }
})

test('a seat that is left before the older comment that asked for it is heard is left, and the answer is taken back', async () => {
  await ledger.close()
  await begin(minedTales.passed)
  const seats = async () => benchOf((await ledger.readSubnet(stream())).team).seats.length
  await hear(30, `/link ${address} ${signed}`, after(90_000))
  await hear(50, '/leave developer', after(92_000))
  expect((await rowOf(50)).answers).toContain('no-seat')
  await hear(40, '/join developer', after(91_000))
  expect(await seats()).toBe(0)
  expect((await rowOf(50)).answers).toBe('[null]')
  await hear(60, '/join developer', after(93_000))
  expect(await seats()).toBe(1)
})

test('who may fund as a validator alone is heard again as well, when an older link is', async () => {
  await hear(70, '/fund 100', after(94_000), people.eva)
  expect((await rowOf(70)).answers).toContain('may-not-fund')
  expect(await countRows(ledger.queries, 'unlinked')).toBe(1)
})
