import { sql } from 'drizzle-orm'
import type { Chain } from '../chain/client.ts'
import type { Ledger } from '../ledger/ledger.ts'

export interface Health {
  readonly ok: boolean
  readonly database: 'reachable' | 'unreachable'
  readonly chain: 'connected' | 'unreachable'
  /** The last finalized block that was handled. */
  readonly block: number | null
  readonly specVersion: number
}

/** What `/healthz` says: ok while the database answers and a node is connected. */
export async function readHealth(ledger: Ledger, chain: Chain): Promise<Health> {
  const { connected, specVersion } = chain.health()
  const block = await lastBlock(ledger)
  return {
    ok: connected && block !== undefined,
    database: block === undefined ? 'unreachable' : 'reachable',
    chain: connected ? 'connected' : 'unreachable',
    block: block ?? null,
    specVersion,
  }
}

/** Null before the first block; undefined where the database does not answer within two seconds. */
async function lastBlock({ queries }: Ledger): Promise<number | null | undefined> {
  const late = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), 2_000).unref()
  })
  const read = queries
    .execute<{ block: string | number | null }>(sql`select max(block) as block from cursors`)
    .then(({ rows }) => (rows[0]?.block === null || rows[0] === undefined ? null : Number(rows[0].block)))
    .catch(() => undefined)
  return Promise.race([read, late])
}
