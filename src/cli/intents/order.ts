import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { UsageError } from '../exit-codes.ts'
import { type LedgerLocation, withDatabase } from '../ledger-location.ts'
import { say } from '../output.ts'
import { agreeOnNonce } from './agree.ts'
import { type OperatorOrder, orderCancellation, orderRetry } from './change.ts'
import { orderSettlement, type Settling } from './settle.ts'
import { explainIntent, listIntents } from './show.ts'

interface Reasoned {
  readonly reason: string
  readonly operator: string
  readonly location: LedgerLocation
}

export interface Agreed {
  readonly nonce: string
  readonly reason: string
  readonly operator: string
  readonly signer?: string
}

export interface SettledByHand {
  readonly paid?: true
  readonly failed?: true
  readonly extrinsic: string
  readonly made?: string
  readonly node: string
}

export const list = (location: LedgerLocation & { readonly all?: true }): Promise<void> =>
  withDatabase(location, async ({ queries }) => tell(await listIntents(queries, location.all ?? false)))

export const show = (key: string, location: LedgerLocation): Promise<void> =>
  withDatabase(location, async ({ queries }) => tell(await explainIntent(queries, key)))

export const retry = (key: string, reasoned: Reasoned): Promise<void> => order(key, reasoned, orderRetry)

export const cancel = (key: string, reasoned: Reasoned): Promise<void> =>
  order(key, reasoned, orderCancellation)

export async function settle(key: string, reasoned: Reasoned, settled: SettledByHand): Promise<void> {
  const told = toldBy(settled)
  await order(key, reasoned, (ledger, ordered) => orderSettlement(ledger, { ...ordered, ...told }))
}

export function agreeTo(agreed: Agreed, location: LedgerLocation): Promise<void> {
  const told = { ...agreed, at: Date.now() }
  return withDatabase(location, async ({ queries }) => tell([await agreeOnNonce(queries, told)]))
}

/** Throws, in words, what is wrong with the options. */
function toldBy({ paid, failed, extrinsic, made, node }: SettledByHand): Omit<Settling, keyof OperatorOrder> {
  if (paid === failed) throw new UsageError('Say what became of it: --paid or --failed.')
  const [, block, index] = /^([0-9]{1,9})-([0-9]{1,9})$/.exec(extrinsic) ?? []
  if (block === undefined) {
    throw new UsageError(
      'Write --extrinsic as the number of its block and its index there, such as 1204800-3.',
    )
  }
  if (made !== undefined && !/^[0-9]{1,9}$/.test(made)) throw new UsageError('Write --made as a number.')
  return {
    paid: paid ?? false,
    made: made === undefined ? null : Number(made),
    block: Number(block),
    index: Number(index),
    node,
  }
}

type Work = (ledger: Ledger, order: OperatorOrder) => Promise<string>

async function order(key: string, { reason, operator, location }: Reasoned, work: Work): Promise<void> {
  if (reason.trim() === '') throw new UsageError('Say why: --reason "…".')
  const { databaseUrl, data } = location
  const ledger = await openLedger({ url: databaseUrl, directory: data, mustExist: true })
  try {
    tell([await work(ledger, { key, reason: reason.trim(), operator, at: Date.now() })])
  } finally {
    await ledger.close()
  }
}

function tell(lines: readonly string[]): void {
  for (const line of lines) say(line)
}
