import { readFile } from 'node:fs/promises'
import type { Head } from '../../chain/client.ts'
import type { HoldersAt } from '../../chain/holders/holders-at.ts'
import { type DayRecord, dayOf } from '../../handlers/dividends/record.ts'
import { sha256 } from '../../ledger/sheets.ts'
import { sheetsOf } from '../../mechanisms/dividends/day-sheets.ts'
import type { Position } from '../../mechanisms/dividends/holders.ts'
import { alpha, formatAlpha } from '../../mechanisms/money.ts'
import { oneLine } from '../output.ts'

interface Asked {
  readonly digest: string
  readonly explorer: string
  /** A file, or null where the chain is asked. */
  readonly holders: string | null
  readonly read: (netuid: number, block: Head) => Promise<Pick<HoldersAt, 'block' | 'positions'>>
}

interface Recorded {
  readonly block_hash: string
  readonly positions: readonly {
    readonly coldkey: string
    readonly hotkey: string
    readonly alpha_rao: string
  }[]
}

/** What is said of a sheet that is right. Throws, in words, where it is another, or cannot be computed again. */
export async function verifySheet({ digest, explorer, holders, read }: Asked): Promise<string[]> {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error('A digest has 64 digits, 0 to 9 and a to f.')
  const record = await recordOf(digest, explorer)
  const { block, previous, netuid, block_hash: hash } = record
  const positions = holders === null ? await ofChain() : await ofFile(holders, hash)
  const { payouts, carry, totals } = sheetsOf(dayOf(record, positions), { previous, block }, sha256)
  if (payouts.digest !== digest) {
    throw new Error(`This is not what block ${block} makes of it: that is ${payouts.digest}.`)
  }
  return [
    `The sheet is right: it is what block ${block} makes of day ${record.day}.`,
    `${formatAlpha(totals.paid)} to ${payouts.rows} accounts; ${formatAlpha(totals.carried)} too little to be paid, to ${carry.rows}.`,
  ]

  async function ofChain(): Promise<readonly Position[]> {
    const held = await read(netuid, { number: block, hash })
    if (held.block.hash !== hash) throw new Error(`The node has another block ${block}: is it of this chain?`)
    return held.positions
  }
}

async function ofFile(file: string, hash: string): Promise<Position[]> {
  const recorded = JSON.parse(await readFile(file, 'utf8')) as Recorded
  if (recorded.block_hash !== hash)
    throw new Error(`The holders in ${file} are of another block than the sheet.`)
  return recorded.positions.map(({ coldkey, hotkey, alpha_rao }) => {
    return { coldkey, hotkey, amount: alpha(BigInt(alpha_rao)) }
  })
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
