import { and, asc, eq, gt } from 'drizzle-orm'
import type { Position } from '../mechanisms/dividends/holders.ts'
import { alpha } from '../mechanisms/money.ts'
import type { Queries } from './database.ts'
import { censuses, censusPages } from './schema.ts'

/** Who holds a subnet's alpha at one block, as far as it is read. A stream has one at a time: that of the day in hand. */
export interface Census {
  readonly stream: string
  readonly day: number
  readonly block: { readonly number: number; readonly hash: string }
  /** The runtime by whose metadata its pages are read. */
  readonly specVersion: number
  /** So many pages are kept. */
  readonly pages: number
  /** From where it goes on, as whoever reads it wrote it down; null before the first page. */
  readonly place: string | null
}

/** Null where none is begun. */
export async function readCensus(queries: Queries, stream: string): Promise<Census | null> {
  const [row] = await queries.select().from(censuses).where(eq(censuses.stream, stream))
  if (!row) return null
  const { block, blockHash, ...census } = row
  return { ...census, block: { number: block, hash: blockHash } }
}

/** Takes the place of an earlier one. */
export async function beginCensus(
  queries: Queries,
  { block, ...census }: Omit<Census, 'pages' | 'place'>,
): Promise<Census> {
  await dropCensus(queries, census.stream)
  await queries.insert(censuses).values({ ...census, block: block.number, blockHash: block.hash })
  return { ...census, block, pages: 0, place: null }
}

/** Keeps the next page. Throws where another process has kept it meanwhile, or has begun anew: then it is read again from where that one is. */
export async function keepCensusPage(
  queries: Queries,
  census: Census,
  positions: readonly Position[],
  place: string,
): Promise<Census> {
  const { stream, pages, block } = census
  const isSame = and(
    eq(censuses.stream, stream),
    eq(censuses.pages, pages),
    eq(censuses.blockHash, block.hash),
  )
  const after = { pages: pages + 1, place }
  const kept = await queries.update(censuses).set(after).where(isSame).returning({ stream: censuses.stream })
  if (kept.length === 0) throw new Error(`Page ${pages} of who holds the alpha is read by another process.`)
  await queries.insert(censusPages).values({ stream, page: pages, lines: positions.map(lineOf).join('\n') })
  return { ...census, ...after }
}

/** The pages that are kept, one at a time. */
export async function* readCensusPages(queries: Queries, stream: string): AsyncGenerator<Position[]> {
  const names = new Map<string, string>()
  const { page, lines } = censusPages
  for (let last = -1; ; ) {
    const [row] = await queries
      .select({ page, lines })
      .from(censusPages)
      .where(and(eq(censusPages.stream, stream), gt(page, last)))
      .orderBy(asc(page))
      .limit(1)
    if (!row) return
    last = row.page
    yield row.lines.split('\n').map((line) => positionOf(line, names))
  }
}

export async function dropCensus(queries: Queries, stream: string): Promise<void> {
  await queries.delete(censuses).where(eq(censuses.stream, stream))
}

const lineOf = ({ coldkey, hotkey, amount }: Position): string => `${coldkey} ${hotkey} ${amount}`

/** Many hold under the same hotkey: its text is kept once. */
function positionOf(line: string, names: Map<string, string>): Position {
  const [coldkey = '', name = '', amount = ''] = line.split(' ')
  const hotkey = names.get(name) ?? name
  if (hotkey === name) names.set(name, name)
  return { coldkey, hotkey, amount: alpha(BigInt(amount)) }
}
