import { readFile } from 'node:fs/promises'
import type { Head } from '../../chain/client.ts'
import { excludedFrom } from '../../handlers/dividends/excluded.ts'
import { type DayRecord, dayOf, headOf, recordText } from '../../handlers/dividends/record.ts'
import { ELSEWHERE } from '../../handlers/dividends/terms.ts'
import { sha256 } from '../../ledger/sheets.ts'
import { sheetsOf } from '../../mechanisms/dividends/day-sheets.ts'
import type { Position } from '../../mechanisms/dividends/holders.ts'
import { alpha, formatAlpha } from '../../mechanisms/money.ts'
import { oneLine } from '../output.ts'
import { askOwed } from './owed.ts'
import { readTold, type ToldDay } from './told.ts'

interface Asked {
  readonly digest: string
  readonly explorer: string
  /** A file, or null where the chain is asked. */
  readonly holders: string | null
  readonly read: Reader
}

/** Reads a block. `owners` is the owner's hotkey, which goes before others; null for records of before it did. */
export type Reader = (
  netuid: number,
  block: Head,
  accounts: readonly string[],
  owners: string | null,
) => Promise<SeenBlock>

/** What a node, or a file that one was written to, says of a block. */
export interface SeenBlock {
  readonly hash: string
  readonly positions: readonly Position[]
  /** What the treasury and the payroll have, and what of it cannot be moved; null where only a file is there. */
  readonly own: Pick<DayRecord, 'available' | 'held_back' | 'hotkey'> | null
}

interface Recorded {
  readonly block_hash: string
  readonly positions: readonly {
    readonly coldkey: string
    readonly hotkey: string
    readonly alpha_rao: string
  }[]
}

/**
 * What is said of a sheet that is right: what was checked, and what was believed. Throws, in words, where it is another, or cannot be
 * computed again.
 */
export async function verifySheet({ digest, explorer, holders, read }: Asked): Promise<string[]> {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error('A digest has 64 digits, 0 to 9 and a to f.')
  const record = await recordOf(digest, explorer)
  const told = await readTold(explorer, record.subnet, digest)
  refuseOther(record, told)
  const { block, netuid, block_hash: hash } = record
  const { treasury, payroll, hotkey } = told.pots
  const owners = record.hotkey === undefined ? null : hotkey
  const accounts = payroll === null ? [treasury] : [treasury, payroll]
  const seen =
    holders === null
      ? await read(netuid, { number: block, hash }, accounts, owners)
      : await ofFile(holders, hash)
  if (seen.hash !== hash) throw new Error(`The node has another block ${block}: is it of this chain?`)
  refuseUnlike(record, told, seen, accounts)
  const day = dayOf(record, seen.positions, await askOwed(explorer, record))
  const { payouts, carry, totals } = sheetsOf(day, headOf(record), sha256)
  if (payouts.digest !== digest || carry.digest !== told.reckoned.carry) {
    throw new Error(`This is not what block ${block} makes of it: that is ${payouts.digest}.`)
  }
  return [
    `The sheet is right: it is what block ${block} and the record make of day ${record.day}.`,
    `${formatAlpha(totals.paid)} to ${payouts.rows} accounts; ${formatAlpha(totals.carried)} too little to be paid, to ${carry.rows}.`,
    ...groundsOf(record, told, seen),
  ]
}

/** The record must be the one that the ledger names by its hash. */
function refuseOther(record: DayRecord, { reckoned, opened }: ToldDay): void {
  if (sha256(recordText(record)) !== reckoned.record)
    throw new Error('The explorer serves another record than the ledger names.')
  const { day, block, netuid } = record
  if (day !== reckoned.day || block !== reckoned.block || day !== opened.day || netuid !== opened.netuid)
    throw new Error('The record is of another day, block or subnet than the ledger names.')
}

/** What the record says of the chain must be what was seen there. */
function refuseUnlike(
  record: DayRecord,
  { pots }: ToldDay,
  { own, positions }: SeenBlock,
  accounts: readonly string[],
): void {
  const held = positions.filter(({ coldkey }) => accounts.includes(coldkey))
  const available = own?.available ?? String(held.reduce((sum, { amount }) => sum + amount, 0n))
  if (available !== record.available)
    throw new Error(
      `The treasury and the payroll had ${inAlpha(available)}, not ${inAlpha(record.available)}.`,
    )
  if (own && JSON.stringify(heldOf(own, record)) !== JSON.stringify(record.held_back))
    throw new Error('The chain holds back something else than the record says.')
  if (own && record.hotkey !== undefined && own.hotkey !== record.hotkey)
    throw new Error('The day is paid from under another hotkey than the record says.')
  if (JSON.stringify(excludedFrom(pots, positions)) !== JSON.stringify(record.excluded))
    throw new Error('The record excludes others than the accounts of the subnet and of the chain.')
}

/** Before days were paid, nobody asked under which hotkey the alpha lies. */
const heldOf = ({ held_back }: NonNullable<SeenBlock['own']>, record: DayRecord) =>
  record.rows_a_part === undefined ? held_back.filter(({ reason }) => reason !== ELSEWHERE) : held_back

const inAlpha = (units: string): string => formatAlpha(alpha(BigInt(units)))

/** What was checked and what was believed. */
function groundsOf(record: DayRecord, { tip }: ToldDay, { own }: SeenBlock): string[] {
  return [
    `Checked by the explorer’s ledger, whose hashes hold up to ${tip}: the record, the subnet’s accounts, both sheets.`,
    own
      ? 'Checked by the node at that block: who held how much, what treasury and payroll had, what is held back, who is excluded.'
      : 'Checked by the file: what treasury and payroll had, who is excluded. Believed: the file, and what is held back.',
    `Believed, as the record says: ${record.investors.length} investors and what they gave, ${record.heirs.length} heirs, ${record.owed === undefined ? 'that nothing' : 'what'} was owed from before, the discoverer’s share, those of authors, price, fee, minimum and settings.`,
  ]
}

async function ofFile(file: string, hash: string): Promise<SeenBlock> {
  const recorded = JSON.parse(await readFile(file, 'utf8')) as Recorded
  if (recorded.block_hash !== hash)
    throw new Error(`The holders in ${file} are of another block than the sheet.`)
  const positions = recorded.positions.map(({ coldkey, hotkey, alpha_rao }) => {
    return { coldkey, hotkey, amount: alpha(BigInt(alpha_rao)) }
  })
  return { hash, positions, own: null }
}

async function recordOf(digest: string, explorer: string): Promise<DayRecord> {
  const url = `${explorer.replace(/\/+$/, '')}/api/sheets/${digest}`
  const answer = await fetch(url).catch(() => {
    throw new Error(`The explorer at ${explorer} cannot be reached: name another with --explorer.`)
  })
  const body = (await answer.json()) as { readonly error?: string; readonly record?: DayRecord | null }
  if (!answer.ok) throw new Error(`The explorer says: ${oneLine(String(body.error))}.`)
  if (!body.record) throw new Error('This sheet is not that of a day’s payments.')
  return body.record
}
