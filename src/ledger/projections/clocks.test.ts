import { afterEach, beforeEach, expect, test } from 'vitest'
import { live } from '../../../test/support/addressed.ts'
import { repository, stream } from '../../../test/support/commands.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales, taskTales } from '../../../test/support/mined-tales.ts'
import { rulesFor } from '../../mechanisms/streams/kinds.ts'
import { raceOf, teamOf } from '../../mechanisms/streams/names.ts'
import { keepConfig } from '../configs.ts'
import type { Ledger } from '../ledger.ts'
import { openLedger } from '../open.ts'
import { races, subnets, taskClocks } from '../schema.ts'
import { readAny } from '../states.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, repository.id, minedConfig)
})
afterEach(() => ledger.close())

/** When the clock must call: as the rows say. */
async function kept(): Promise<ReadonlyMap<string, number | null>> {
  const tables = await Promise.all(
    [races, taskClocks, subnets].map((table) =>
      ledger.queries.select({ stream: table.stream, at: table.dueAt }).from(table),
    ),
  )
  return new Map(tables.flat().map((row) => [row.stream, row.at]))
}

/** And as the rules say of the states. */
async function due(): Promise<ReadonlyMap<string, number | null>> {
  const names = [stream(), raceOf(stream()), teamOf(stream())]
  const states = await readAny(ledger.queries, names, rulesFor)
  return new Map([...states].map(([name, { state }]) => [name, rulesFor(name).due(state).at]))
}

test('the clock of each stream stands in its row, and where nothing is due there is none', async () => {
  const at = [minedTales.mining.length, taskTales.scored.length, taskTales.counted.length]
  let told = 0
  for (const until of at) {
    await live(ledger, stream(), taskTales.counted.slice(told, until))
    told = until
    const rows = await kept()
    const wanted = await due()
    for (const [name, time] of wanted) expect(rows.get(name) ?? null, name).toBe(time)
    expect([...wanted.values()].some((time) => time !== null)).toBe(true)
  }
})
