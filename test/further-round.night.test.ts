import { afterEach, expect, test } from 'vitest'
import { holdersAt } from '../src/chain/holders/holders-at.ts'
import { runErrand } from '../src/handlers/errands.ts'
import { fund } from '../src/handlers/funding/fund.ts'
import type { ErrandTools } from '../src/handlers/kit/errand.ts'
import { readPart } from '../src/ledger/sheets.ts'
import { verifyLedger } from '../src/ledger/verify.ts'
import { verifySheets } from '../src/ledger/verify-sheets.ts'
import { holdingsOf } from '../src/mechanisms/dividends/holders.ts'
import { dividendsOf } from '../src/mechanisms/streams/names.ts'
import { errands } from '../src/mechanisms/subnet/errands.ts'
import type { SubnetCommand } from '../src/mechanisms/subnet/state.ts'
import {
  balanceOf,
  type ChainWorld,
  pair,
  quiet,
  send,
  startChainWorld,
  until,
} from './support/chain-world.ts'
import { byComment, coldkeys, people, stream, tao } from './support/commands.ts'
import { liveSubnet, pots } from './support/distribution.ts'
import { minedConfig } from './support/mined-commands.ts'

// A live subnet asks for more: the round is opened by /fund, filled and finalized on the chain, and the next day pays the investors of both rounds.

const daily = dividendsOf(stream())

let world: ChainWorld
afterEach(() => world.stop())

const state = () => world.ledger.readSubnet(stream())
const second = async () => (await state()).funding?.further?.[0]

/** Runs the errand of a kind that is wanted; false where none is. */
async function run(kind: 'reckon' | 'open-parts'): Promise<boolean> {
  const errand = errands(await state()).find((one) => one.kind === kind)
  const tools = { ...world, log: quiet, now: () => 1 } as unknown as ErrandTools
  if (errand) await runErrand(tools, daily, errand.key)
  return errand !== undefined
}

async function askFor(amount: string): Promise<void> {
  const asked = {
    args: amount,
    subject: { stream: stream() },
    person: people.ben,
    ...byComment(90_000, 7_000),
  }
  const effect = await fund.run(
    asked as unknown as Parameters<typeof fund.run>[0],
    {
      isValidator: async () => false,
    } as unknown as Parameters<typeof fund.run>[1],
  )
  if (effect.kind !== 'command') throw new Error('/fund is no command')
  const { refusal } = await world.ledger.write(({ handle }) =>
    handle(stream(), effect.command as SubnetCommand),
  )
  expect(refusal).toBeNull()
}

const give = (name: string, loan: number, amount: bigint) =>
  send(world.chain, pair(name), world.chain.api().tx.crowdloan?.contribute?.(loan, amount) as never)

/** What each account has of the alpha at the newest finalized block. */
async function holdings(): Promise<ReadonlyMap<string, bigint>> {
  const { positions } = await holdersAt(world.chain, 0, await world.chain.finalized())
  return new Map(holdingsOf(positions, new Set()).map(({ account, amount }) => [account, amount]))
}

test('a second round that is filled gives its funders their share of the next day, beside those of the first', async () => {
  world = await startChainWorld({
    validators: [
      { coldkey: pots.treasury, hotkey: pair('Hot').address, stake: tao(300) },
      { coldkey: pair('Gina').address, hotkey: pair('Gina-hotkey').address, stake: tao(600) },
    ],
  })
  const { ledger, chain } = world
  await liveSubnet(ledger)
  await askFor('50')
  await world.start()
  await until('the crowdloan is there', async () => (await second())?.stage === 'open', 60_000)
  const loan = (await second())?.loan?.id ?? expect.fail('no crowdloan')
  const before = await balanceOf(chain, pots.treasury)
  // Charlie gave 40 in the first round, and Bob 60.
  await give('Charlie', loan, tao(20))
  await give('Dave', loan, tao(30))
  await until('it is finalized', async () => (await second())?.stage === 'finalized', 60_000)
  expect((await second())?.contributions).toEqual({
    [coldkeys.eva]: tao(20),
    [pair('Dave').address]: tao(30),
  })
  await until('the treasury has it', async () => (await balanceOf(chain, pots.treasury)) >= before + tao(50))

  await until('the day is due', () => run('reckon'), 60_000)
  const { last } = (await state()).dividends
  const part = await readPart(ledger.queries, { sheet: last?.payouts ?? '', part: 0, round: 0 })
  const rows = new Map(part?.lines.map(({ account, amount }) => [account, BigInt(amount)]))
  const all = tao(300) - minedConfig.dividends.reserve
  const pool = (all * BigInt(minedConfig.dividends.investorsBasisPoints)) / 10_000n
  expect(rows).toEqual(
    new Map([
      [pair('Bob').address, (pool * 60n) / 150n],
      [coldkeys.eva, (pool * 60n) / 150n],
      [pair('Dave').address, (pool * 30n) / 150n],
      [pair('Gina').address, all - pool],
    ]),
  )
  const had = await holdings()
  await until('its parts are opened', () => run('open-parts'), 60_000)
  await until('it is paid', async () => (await state()).dividends.payout === null, 60_000)
  const has = await holdings()
  for (const [account, amount] of rows)
    expect((has.get(account) ?? 0n) - (had.get(account) ?? 0n)).toBe(amount)
  expect(await verifyLedger(ledger.queries)).toMatchObject({ ok: true })
  expect(await verifySheets(ledger.queries)).toMatchObject({ ok: true, rows: rows.size })
}, 300_000)
