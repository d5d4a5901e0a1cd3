import { encodeAddress } from '@polkadot/util-crypto'
import { connectChain } from '../../src/chain/client.ts'
import { potsOf, treasuryOf } from '../../src/chain/pots.ts'
import { MOST_ROWS } from '../../src/chain/settlement/bulk.ts'
import type { Checkpoint } from '../../src/chain/settlement/settlement.ts'
import { runErrand } from '../../src/handlers/errands.ts'
import type { ErrandTools } from '../../src/handlers/kit/errand.ts'
import { keepConfig } from '../../src/ledger/configs.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { type LedgerOptions, openLedger } from '../../src/ledger/open.ts'
import { keepSheet, sha256 } from '../../src/ledger/sheets.ts'
import { type Alpha, alpha } from '../../src/mechanisms/money.ts'
import { numbered } from '../../src/mechanisms/pots.ts'
import type { Row } from '../../src/mechanisms/sheet/row.ts'
import { type Sheet, sheetOf } from '../../src/mechanisms/sheet/sheet.ts'
import { dividendsOf } from '../../src/mechanisms/streams/names.ts'
import { errands } from '../../src/mechanisms/subnet/errands.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { live } from './addressed.ts'
import { pair, quiet, startSide, until } from './chain-world.ts'
import { repository, stream, tick } from './commands.ts'
import { key, minedConfig, reportDay } from './mined-commands.ts'
import { minedTales } from './mined-tales.ts'
import { PAYROLL_ERA } from './payroll.ts'
import { readdress } from './readdress.ts'

// A live subnet whose day pays many. Its alpha is that of the network of validators, where one is worth one TAO.

const daily = dividendsOf(stream())
export const treasury = treasuryOf(pair('Alice').address, [pair('Bob').address], 1)
export const pots = potsOf(treasury.address, 0)
const hotkey = pair('Hot').address

/** Where the node begins. */
export const genesisOf = (stake: bigint) => ({
  endow: { [treasury.address]: 1_000_000_000_000n },
  validators: [{ coldkey: pots.treasury, hotkey, stake }],
})

/** An account that nobody has, the n-th of many. */
function person(n: number): string {
  const bytes = Buffer.alloc(32, 7)
  bytes.writeUInt32BE(n)
  return encodeAddress(bytes, 42)
}

const onRoot = (command: SubnetCommand): SubnetCommand =>
  command.type === 'SettleIntent' && command.key === key('network-register')
    ? { ...command, outcome: { ok: true, registered: { netuid: 0, registeredIn: 0 } } }
    : command

/** A live subnet on the network of validators. */
export async function liveSubnet(ledger: Ledger): Promise<void> {
  await keepConfig(ledger.queries, repository.id, minedConfig)
  await live(ledger, stream(), readdress(minedTales.passed.map(onRoot), pots))
}

/** One whose day waits to be reckoned. */
export async function dueDay(ledger: Ledger): Promise<void> {
  await liveSubnet(ledger)
  await ledger.write(({ handle }) => handle(daily, tick(90_000, 900)))
}

/** Reckons a day of so many rows, each of another amount, and begins to pay it. */
export async function oweDay(ledger: Ledger, count: number, size = MOST_ROWS): Promise<Sheet<Alpha>> {
  await dueDay(ledger)
  const rows = Array.from({ length: count }, (_, n): Row<Alpha> => {
    return { account: person(n), amount: alpha(3_000_000n + BigInt(n)), reason: '' }
  }).toSorted((one, other) => (one.account < other.account ? -1 : 1))
  const payouts = sheetOf({ previous: daily, block: 901, size, rows }, sha256)
  const carry = sheetOf({ previous: payouts.digest, block: 901, size: MOST_ROWS, rows: [] }, sha256)
  const named = [payouts, carry].map(({ digest, parts, ...head }) => {
    return { ...head, sheet: digest, parts: parts.length }
  })
  const fill = {
    from: numbered('treasury', 0),
    account: pots.payroll ?? '',
    amount: alpha(payouts.total + BigInt(count)),
  }
  const record = JSON.stringify({ made: 'by hand' })
  await ledger.write(async ({ queries, handle }) => {
    await keepSheet(queries, daily, payouts, record)
    await keepSheet(queries, daily, carry)
    await handle(daily, {
      ...reportDay(90_100, 1),
      payouts: payouts.digest,
      carry: carry.digest,
      record: sha256(record),
      sheets: named,
      pays: { hotkey, pot: numbered('payroll', 0), fill, parts: payouts.parts.length },
    })
  })
  return payouts
}

/** Pays the day until it is over. */
export async function payDay(
  database: LedgerOptions,
  node: string,
  checkpoint?: (name: Checkpoint) => void,
): Promise<void> {
  const ledger = await openLedger(database)
  const chain = await connectChain({ endpoints: [node], logger: quiet, requestTimeout: 60_000 })
  const side = await startSide({
    chain,
    ledger,
    era: PAYROLL_ERA,
    allowUsedTreasury: true,
    ...(checkpoint && { checkpoint }),
  })
  const tools = { ledger, chain, log: quiet, now: () => 1 } as unknown as ErrandTools
  await until(
    'the day is paid',
    async () => {
      const state = await ledger.readSubnet(stream())
      const wanted = errands(state).find(({ kind }) => kind === 'open-parts')
      if (wanted) await runErrand(tools, daily, wanted.key)
      return state.dividends.payout === null
    },
    3_000_000,
  )
  await side.stop()
  await chain.close()
  await ledger.close()
}
