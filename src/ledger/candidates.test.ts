import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { live } from '../../test/support/addressed.ts'
import { people, stream } from '../../test/support/commands.ts'
import { seeProposal } from '../../test/support/mined-commands.ts'
import { minedTales } from '../../test/support/mined-tales.ts'
import { proposalOf } from '../mechanisms/streams/names.ts'
import { proposal } from '../mechanisms/subnet/proposal.ts'
import { readCandidates } from './candidates.ts'
import { encode } from './json.ts'
import type { Ledger } from './ledger.ts'
import { openLedger } from './open.ts'
import { candidates } from './schema.ts'
import { readState } from './states.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
})
afterEach(() => ledger.close())

const read = async () =>
  (await readCandidates(ledger.queries, [stream()])).map(({ pull, state }) => [pull, state])
const folded = async (pull: number) =>
  (await readState(ledger.queries, proposal, proposalOf(stream(), pull))).state

test('what was read once is read again when something came to it, and only then', async () => {
  await live(ledger, stream(), minedTales.proposed)
  const [first, second] = await read()
  expect([first, second]).toEqual([
    [11, await folded(11)],
    [12, await folded(12)],
  ])
  const renamed = seeProposal(130, 11, people.ben, { title: 'Another title' })
  await ledger.write((writing) => writing.handle(proposalOf(stream(), 11), renamed))
  const [changed, same] = await read()
  expect(changed).toEqual([11, await folded(11)])
  expect(changed).not.toEqual(first)
  expect(same?.[1]).toBe(second?.[1])
})

test('where nobody reckoned the digest, the state is read each time', async () => {
  await live(ledger, stream(), minedTales.proposed)
  await ledger.queries.update(candidates).set({ stateDigest: '' })
  const [first] = await read()
  const other = await folded(12)
  await ledger.queries
    .update(candidates)
    .set({ state: encode(other) })
    .where(eq(candidates.pull, 11))
  const [changed] = await read()
  expect(first?.[1]).toEqual(await folded(11))
  expect(changed?.[1]).toEqual(other)
})
