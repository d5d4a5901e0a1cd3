import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { live } from '../../test/support/addressed.ts'
import { stream } from '../../test/support/commands.ts'
import { tales } from '../../test/support/tales.ts'
import { subnet } from '../mechanisms/subnet/subnet.ts'
import { decode, encode } from './json.ts'
import { openLedger } from './open.ts'
import { snapshots } from './schema.ts'
import { readState } from './states.ts'

test('a snapshot from before a family came is passed over: its slice is folded from the beginning', async () => {
  const ledger = await openLedger()
  try {
    await live(ledger, stream(), tales.funding)
    const folded = await readState(ledger.queries, subnet, stream())
    const { funding, ...older } = folded.state
    const row = { stream: stream(), sequence: folded.sequence, version: subnet.version }
    await ledger.queries.insert(snapshots).values({ ...row, state: encode(older) })
    expect(await readState(ledger.queries, subnet, stream())).toEqual(folded)
    expect(funding).not.toBeNull()
    // One that is whole is taken at its word.
    const other = { ...folded.state, phase: 'live' as const }
    await ledger.queries
      .update(snapshots)
      .set({ state: encode(other) })
      .where(eq(snapshots.stream, stream()))
    expect((await readState(ledger.queries, subnet, stream())).state).toEqual(decode(encode(other)))
  } finally {
    await ledger.close()
  }
})
