import type { Chain } from '../../chain/client.ts'
import { checkSample } from '../../chain/holders/check-sample.ts'
import { type ReadPlace, readPositions } from '../../chain/holders/read-holders.ts'
import { minimumMove } from '../../chain/runtime-traits.ts'
import { alphaPartSize } from '../../chain/settlement/bulk.ts'
import { type Census, dropCensus } from '../../ledger/census.ts'
import type { Queries } from '../../ledger/database.ts'
import { readOwed } from '../../ledger/owed-rows.ts'
import { keepSheet, sha256 } from '../../ledger/sheets.ts'
import { type DaySheets, sheetsOf } from '../../mechanisms/dividends/day-sheets.ts'
import type { ReckonErrand, ReportDay } from '../../mechanisms/dividends/slice.ts'
import type { Occurrence } from '../../mechanisms/kernel/occurrence.ts'
import type { Alpha } from '../../mechanisms/money.ts'
import { type Pots, potIn } from '../../mechanisms/pots.ts'
import { type Sheet, sheetOf } from '../../mechanisms/sheet/sheet.ts'
import { dividendsOf } from '../../mechanisms/streams/names.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { calls } from '../calls.ts'
import type { ErrandRunner, WithRows } from '../kit/errand.ts'
import { isSameNetwork } from '../launch/same-network.ts'
import { anewIfVain, openCensus, positionsOf, readOn } from './census.ts'
import { excludedFrom } from './excluded.ts'
import { gatheringOf } from './gathers.ts'
import { paysOf } from './pays.ts'
import { readPrivileges } from './privileges.ts'
import { type DayRecord, dayOf, headOf, recordText } from './record.ts'
import { availableOf, hotkeyOf, isSwapAnnounced, readOwn, readTerms } from './terms.ts'

type Tools = Parameters<ErrandRunner<'reckon', 'chain' | 'ledger' | 'checkpoint', WithRows>>[0]

/**
 * D1: what one finalized block makes of the day. Its holders are read page by page into the ledger, so a try goes on where the one before was
 * stopped. A block whose state the node drops meanwhile is left for a newer one, by another try.
 */
export const reckonDay: ErrandRunner<'reckon', 'chain' | 'ledger' | 'checkpoint', WithRows> = async (
  tools,
  state,
  errand,
  when,
) => {
  const { chain, ledger } = tools
  const newest = await chain.finalized()
  const stream = dividendsOf(state.stream)
  const { day } = errand
  if (state.phase !== 'live' || !(await isSameNetwork(chain, errand, newest))) {
    return { command: { type: 'SkipDay', day, ...when }, keep: (queries) => dropCensus(queries, stream) }
  }
  const census = await openCensus(ledger, { stream, day, newest, specVersion: chain.specVersion })
  const reckoned = await anewIfVain(ledger, stream, reckonAt(tools, state, errand, census))
  return reported(reckoned, errand, when)
}

async function reckonAt(
  { chain, ledger, checkpoint }: Tools,
  state: SubnetState,
  errand: ReckonErrand,
  census: Census,
): Promise<Reckoned> {
  const { day, netuid } = errand
  const { block, stream } = census
  const pots = state.idea?.pots
  if (!pots) throw new Error(`${state.stream} has no accounts.`)
  const read = (from: ReadPlace) => readPositions(chain, netuid, block.hash, { from })
  await readOn(census, { ledger, read, checkpoint })
  const positions = await positionsOf(ledger, stream)
  await checkSample(chain, netuid, block.hash, positions)
  const accounts = [pots.treasury, ...(pots.payroll === null ? [] : [pots.payroll])]
  const own = await readOwn(chain, netuid, accounts, block.hash)
  const isSwapped = await isSwapAnnounced(chain, accounts, block.hash)
  const hotkey = hotkeyOf(own, pots.hotkey)
  const owed = await owedSheet(ledger.queries, errand, stream, block.number)
  const rows = owed?.parts.flatMap(({ lines }) => lines) ?? []
  const privileges = await readPrivileges(ledger.queries, state, rows)
  const most =
    positions.length + rows.length + privileges.investors.length + (privileges.authors?.length ?? 0) + 1
  const record: DayRecord = {
    subnet: state.stream,
    day,
    netuid,
    block: block.number,
    block_hash: block.hash,
    previous: errand.previous,
    ...availableOf(own, hotkey, isSwapped),
    excluded: excludedFrom(pots, positions),
    ...privileges,
    terms: await readTerms(chain, netuid, pots.treasury, block.hash),
    ...(owed && { owed: owed.digest }),
    rows_a_part: await sizeOf(chain, pots, netuid, most),
  }
  const found = sheetsOf(dayOf(record, positions, rows), headOf(record), sha256)
  const moves = { to: hotkey ?? pots.hotkey, least: minimumMove(chain.api()) ?? 0n }
  // A treasury that is about to be swapped can do nothing.
  const gathering = isSwapped ? null : gatheringOf(pots, own, record, moves)
  return { record, ...found, owed, pays: paysOf(pots, own, found.payouts, record), gathering }
}

/** As many rows as one extrinsic of this runtime pays. Whoever calls for the pot is another account, as a proxy is. */
const sizeOf = (
  chain: Chain,
  { float, treasury, ...pots }: Pots,
  netuid: number,
  most: number,
): Promise<number> =>
  alphaPartSize(
    { chain, treasury: { address: float, multisig: treasury, signer: float }, calls },
    potIn(pots, pots.payroll === null ? 'treasury' : 'payroll'),
    netuid,
    most,
  )

/** What the last day that was paid left owing; null where it left nothing. */
async function owedSheet(
  queries: Queries,
  { owing }: ReckonErrand,
  stream: string,
  block: number,
): Promise<Sheet<Alpha> | null> {
  if (!owing) return null
  const rows = await readOwed(queries, { stream, ...owing })
  return rows.length === 0 ? null : sheetOf({ previous: owing.carry, block, size: 1_000, rows }, sha256)
}

interface Reckoned extends DaySheets {
  readonly record: DayRecord
  readonly owed: Sheet<Alpha> | null
  readonly pays: ReportDay['pays']
  readonly gathering: ReportDay['gathering'] | null
}

function reported(
  { record, owed, payouts, carry, totals, pays, gathering }: Reckoned,
  { day }: ReckonErrand,
  when: Occurrence,
): WithRows {
  const text = recordText(record)
  const sheets = owed ? [owed, payouts, carry] : [payouts, carry]
  const command = {
    type: 'ReportDay',
    day,
    block: record.block,
    payouts: payouts.digest,
    carry: carry.digest,
    record: sha256(text),
    totals,
    sheets: sheets.map(namedOf),
    ...(pays && { pays }),
    ...(gathering && { gathering }),
    ...when,
  } as const
  const keep = async (queries: Queries) => {
    const stream = dividendsOf(record.subnet)
    for (const sheet of sheets) await keepSheet(queries, stream, sheet, sheet === payouts ? text : null)
    await dropCensus(queries, stream)
  }
  return { command, keep }
}

const namedOf = ({ digest, previous, block, rows, total, parts }: Sheet<Alpha>) => ({
  sheet: digest,
  previous,
  block,
  rows,
  total,
  parts: parts.length,
})
