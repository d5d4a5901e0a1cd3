import { and, desc, eq, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { attempts, identities, signers } from './schema.ts'

/** Which chain and which treasury a ledger is about. */
export interface LedgerIdentity {
  readonly genesisHash: string
  /** SS58. */
  readonly treasury: string
}

const NAME = 'chain'

/** Null before the first start. */
export async function readIdentity(queries: Queries): Promise<LedgerIdentity | null> {
  const { genesisHash, treasury } = identities
  const [row] = await queries.select({ genesisHash, treasury }).from(identities)
  return row ?? null
}

export async function keepIdentity(queries: Queries, identity: LedgerIdentity): Promise<void> {
  await queries.insert(identities).values({ name: NAME, ...identity })
}

/** The keys, SS58, that have signed for this ledger. */
export async function readSigners(queries: Queries): Promise<string[]> {
  const rows = await queries.select({ account: signers.account }).from(signers)
  return rows.map(({ account }) => account)
}

/** A key that signs for the first time begins with the nonce that it has then. */
export async function beginSigning(queries: Queries, account: string, nonce: number): Promise<void> {
  await queries
    .insert(signers)
    .values({ account, firstNonce: nonce, agreed: 'the first start' })
    .onConflictDoNothing()
}

/** What the key has signed elsewhere below this nonce has been looked at. `agreed` says who says so, and why. */
export async function agreeNonce(
  queries: Queries,
  account: string,
  nonce: number,
  agreed: string,
): Promise<void> {
  await queries.update(signers).set({ firstNonce: nonce, agreed }).where(eq(signers.account, account))
}

/** The nonce that a key has at most, if nobody but this ledger signs with it; null for a key that has not begun. */
export async function largestNonce(queries: Queries, account: string): Promise<number | null> {
  const [begun] = await queries.select().from(signers).where(eq(signers.account, account))
  const [last] = await queries
    .select({ nonce: attempts.nonce })
    .from(attempts)
    .where(and(eq(attempts.account, account), sql`${attempts.status} <> 'lost'`))
    .orderBy(desc(attempts.nonce))
    .limit(1)
  return begun ? Math.max(begun.firstNonce, (last?.nonce ?? -1) + 1) : null
}
