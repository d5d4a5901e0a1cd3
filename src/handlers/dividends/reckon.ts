import { type HoldersAt, holdersAt } from '../../chain/holders/holders-at.ts'
import { readConfig } from '../../ledger/configs.ts'
import type { Queries } from '../../ledger/database.ts'
import { successorOf } from '../../ledger/lineage.ts'
import { readLinked } from '../../ledger/links.ts'
import { keepSheet, sha256 } from '../../ledger/sheets.ts'
import { sheetsOf } from '../../mechanisms/dividends/day-sheets.ts'
import { unlinked } from '../../mechanisms/dividends/heirs.ts'
import type { ReckonErrand } from '../../mechanisms/dividends/slice.ts'
import type { Alpha } from '../../mechanisms/money.ts'
import type { Sheet } from '../../mechanisms/sheet/sheet.ts'
import { dividendsOf, marketOf } from '../../mechanisms/streams/names.ts'
import type { SubnetCommand, SubnetState } from '../../mechanisms/subnet/state.ts'
import type { ErrandRunner, WithRows } from '../kit/errand.ts'
import { isSameNetwork } from '../launch/same-network.ts'
import { excludedFrom } from './excluded.ts'
import { type DayRecord, dayOf, textOf } from './record.ts'
import { readAvailable, readTerms } from './terms.ts'

/** D1: what the newest finalized block makes of the day. A block whose state the node drops meanwhile is left for a newer one, by another try. */
export const reckonDay: ErrandRunner<'reckon', 'chain' | 'ledger', SubnetCommand | WithRows> = async (
  { chain, ledger },
  state,
  errand,
  when,
) => {
  const block = await chain.finalized()
  const { day, netuid } = errand
  if (state.phase !== 'live' || !(await isSameNetwork(chain, errand, block))) {
    return { type: 'SkipDay', day, ...when }
  }
  const held = await holdersAt(chain, netuid, block)
  const pots = state.idea?.pots
  if (!pots) throw new Error(`${state.stream} has no accounts.`)
  const accounts = [pots.treasury, ...(pots.payroll === null ? [] : [pots.payroll])]
  const record: DayRecord = {
    subnet: state.stream,
    day,
    netuid,
    block: block.number,
    block_hash: block.hash,
    previous: errand.previous,
    ...(await readAvailable(chain, netuid, accounts, block.hash)),
    excluded: excludedFrom(pots, held.positions),
    ...(await readPrivileges(ledger.queries, state)),
    terms: await readTerms(chain, netuid, pots.treasury, block.hash),
  }
  return reported(record, held, errand, when)
}

function reported(
  record: DayRecord,
  { positions, block }: HoldersAt,
  { day, previous }: ReckonErrand,
  when: Parameters<typeof reckonDay>[3],
) {
  const text = textOf(record)
  const { payouts, carry, totals } = sheetsOf(
    dayOf(record, positions),
    { previous, block: block.number },
    sha256,
  )
  const command = {
    type: 'ReportDay',
    day,
    block: block.number,
    payouts: payouts.digest,
    carry: carry.digest,
    record: sha256(text),
    totals,
    sheets: [payouts, carry].map(headOf),
    ...when,
  } as const
  const keep = async (queries: Queries) => {
    const stream = dividendsOf(record.subnet)
    await keepSheet(queries, stream, payouts, text)
    await keepSheet(queries, stream, carry)
  }
  return { command, keep }
}

const headOf = ({ digest, previous, block, rows, total, parts }: Sheet<Alpha>) => ({
  sheet: digest,
  previous,
  block,
  rows,
  total,
  parts: parts.length,
})

/** Who has a share beside the holders, who inherited theirs, and by which settings. */
async function readPrivileges(
  queries: Queries,
  { stream, idea, funding }: SubnetState,
): Promise<Pick<DayRecord, 'investors' | 'discoverer' | 'heirs' | 'settings'>> {
  const { dividends, discoverer } = await readConfig(queries, marketOf(stream))
  const gave = Object.entries(funding?.contributions ?? {}).toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  )
  const heirs: (readonly [string, string])[] = []
  for (const [coldkey] of gave) {
    const heir = await successorOf(queries, coldkey)
    if (heir !== coldkey) heirs.push([coldkey, heir])
  }
  const user = idea?.discoverer.id ?? 0
  const isPaidDaily = discoverer.reward === 'dividend'
  const [linked] = isPaidDaily ? await readLinked(queries, [user]) : []
  if (linked) heirs.push([unlinked(user), linked.coldkey])
  return {
    investors: gave.map(([coldkey, amount]) => ({ coldkey, rao: String(amount) })),
    discoverer: isPaidDaily ? { account: unlinked(user), basis_points: discoverer.shareBasisPoints } : null,
    heirs,
    settings: {
      investors_basis_points: dividends.investorsBasisPoints,
      reserve: String(dividends.reserve),
      minimum: String(dividends.minimum),
      fee_basis_points: dividends.feeBasisPoints,
    },
  }
}
