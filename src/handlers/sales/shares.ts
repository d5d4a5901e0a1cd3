import { createHash } from 'node:crypto'
import { readSold, type Sold } from '../../ledger/purchases.ts'
import type { SubnetView } from '../../ledger/read.ts'
import { shareTable, WHOLE } from '../../mechanisms/sales/table.ts'
import type { Resource } from '../kit/resource.ts'

/** Who may take how much of a subnet's output (rule S2), from a block on until another table replaces it. */
interface SharesTable {
  readonly subnet: string
  /** Null as long as the chain has no network of it. */
  readonly netuid: number | null
  /** The block of the last purchase that it counts; null where nothing was bought. */
  readonly from_block: number | null
  /** The parts of all shares together. */
  readonly whole: string
  /** By coldkey. Amounts in the smallest unit of alpha, shares in parts of the whole. */
  readonly shares: readonly {
    readonly coldkey: string
    readonly alpha_rao: string
    readonly parts: string
  }[]
}

function tableOf({ stream, launch }: Pick<SubnetView, 'stream' | 'launch'>, sold: Sold): SharesTable {
  return {
    subnet: stream,
    netuid: launch?.netuid ?? null,
    from_block: sold.block,
    whole: String(WHOLE),
    shares: shareTable(sold.totals).map(({ coldkey, amount, parts }) => ({
      coldkey,
      alpha_rao: String(amount),
      parts: String(parts),
    })),
  }
}

/** What stands before the digest in the text that is signed: a signature of it is good for nothing else. */
const SIGNED = 'tributary:shares:v1:'

/** SHA-256 of the table as JSON without spaces, its fields in their order: 64 hex digits. */
const digestOf = (table: SharesTable): string =>
  createHash('sha256').update(JSON.stringify(table)).digest('hex')

/** `/api/ideas/<issue>/shares`: what gateways enforce (rule S2). They can check it without asking again. */
export const sharesResource: Resource = {
  name: 'shares',
  read: async (queries, view, until) => {
    const table = tableOf(view, await readSold(queries, view.stream, until))
    const digest = digestOf(table)
    return { body: { table, digest }, etag: digest, signs: `${SIGNED}${digest}` }
  },
}
