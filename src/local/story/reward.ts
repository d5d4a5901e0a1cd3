import { readPositions } from '../../chain/holders/read-holders.ts'
import type { DayRecord } from '../../handlers/dividends/record.ts'
import type { Queries } from '../../ledger/database.ts'
import { type KeptSheet, readLastDay, readPart, readSheet } from '../../ledger/sheets.ts'
import { REWARD } from '../../mechanisms/config.ts'
import { holdingsOf, type Position } from '../../mechanisms/dividends/holders.ts'
import { formatAlpha } from '../../mechanisms/money.ts'
import { divide, split } from '../../mechanisms/shares.ts'
import { dividendsOf } from '../../mechanisms/streams/names.ts'
import type { World } from '../world/world.ts'
import type { Finding } from './reckoning.ts'

/** N3: the role that Milo's update brought pays him a share of the next day, once, in his row of that day's sheet. */
export async function rewardOf({ wallets, app }: World, stream: string): Promise<Finding[]> {
  const { queries } = app.ledger
  const { dividends } = await app.ledger.readSubnet(stream)
  const rewarding = await rewardingDays(queries, stream, dividends.days)
  const findings = [{ what: 'days that reward a new role', found: String(rewarding.length), wanted: '1' }]
  for (const { record, payouts } of rewarding) {
    const positions: Position[] = []
    const asked = { api: () => wallets.api, request: wallets.request }
    for await (const page of readPositions(asked, record.netuid, record.block_hash))
      positions.push(...page.positions)
    const debt = record.owed === undefined ? 0n : ((await readSheet(queries, record.owed))?.total ?? 0n)
    const author = wallets.addressOf('milo')
    findings.push({
      what: `what day ${record.day} pays the author of a new role`,
      found: formatAlpha(await paidTo(queries, payouts, author)),
      wanted: formatAlpha(dueTo(author, record, positions, debt)),
    })
  }
  return findings
}

interface Rewarding {
  readonly record: DayRecord
  readonly payouts: KeptSheet
}

async function rewardingDays(queries: Queries, stream: string, days: number): Promise<Rewarding[]> {
  const found: Rewarding[] = []
  for (let day = 1; day <= days; day++) {
    const payouts = (await readLastDay(queries, dividendsOf(stream), undefined, day))?.payouts
    const record = JSON.parse(payouts?.record ?? '{}') as DayRecord
    // A day that has nothing free leaves it to the next.
    if (payouts && payouts.total > 0n && record.authors) found.push({ record, payouts })
  }
  return found
}

async function paidTo(queries: Queries, { digest, parts }: KeptSheet, account: string): Promise<bigint> {
  let paid = 0n
  for (let part = 0; part < parts; part++) {
    const { lines = [] } = (await readPart(queries, { sheet: digest, part, round: 0 })) ?? {}
    for (const row of lines) if (row.account === account) paid += row.amount
  }
  return paid
}

/** The reward of what is free, then of the rest what the author gave, and what he held at the day's block. He is owed nothing from before. */
function dueTo(author: string, record: DayRecord, positions: readonly Position[], debt: bigint): bigint {
  const held = record.held_back.reduce((sum, { alpha_rao }) => sum + BigInt(alpha_rao), 0n)
  const free = BigInt(record.available) - held - debt - BigInt(record.settings.reserve)
  const [reward, rest] = split(free, REWARD)
  const [pool, others] = split(rest, record.settings.investors_basis_points)
  const gave = record.investors.toSorted((one, other) => (one.coldkey < other.coldkey ? -1 : 1))
  const funded = divide(
    pool,
    gave.map(({ rao }) => BigInt(rao)),
  )
  const holdings = holdingsOf(positions, new Set(record.excluded))
  const holds = divide(
    others,
    holdings.map(({ amount }) => amount),
  )
  const asFunder = funded[gave.findIndex(({ coldkey }) => coldkey === author)] ?? 0n
  const asHolder = holds[holdings.findIndex(({ account }) => account === author)] ?? 0n
  return reward + asFunder + asHolder
}
