import type { Head } from '../../chain/client.ts'
import { SampleDiffers } from '../../chain/holders/check-sample.ts'
import { FIRST, type HoldersPage, isGone, type ReadPlace } from '../../chain/holders/read-holders.ts'
import {
  beginCensus,
  type Census,
  dropCensus,
  keepCensusPage,
  readCensus,
  readCensusPages,
} from '../../ledger/census.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Position } from '../../mechanisms/dividends/holders.ts'

/** So many rows at least are kept at a time: many hotkeys have but a few holders. */
const ROWS = 1_000

/** Whose census it is, and at which block it begins if none is begun. */
export interface CensusAsked {
  readonly stream: string
  readonly day: number
  readonly newest: Head
  readonly specVersion: number
}

/** That of the day in hand, or a new one. One that was read by the metadata of an older runtime is begun anew. */
export async function openCensus(
  { write, queries }: Pick<Ledger, 'write' | 'queries'>,
  { newest, ...asked }: CensusAsked,
): Promise<Census> {
  const kept = await readCensus(queries, asked.stream)
  return kept?.day === asked.day && kept.specVersion === asked.specVersion
    ? kept
    : write((writing) => beginCensus(writing.queries, { ...asked, block: newest }))
}

interface Reading {
  readonly ledger: Pick<Ledger, 'write'>
  /** Reads the chain at the census's block, from a place on. */
  readonly read: (from: ReadPlace) => AsyncIterable<HoldersPage>
  readonly checkpoint?: ((name: 'census page') => Promise<void> | void) | undefined
  readonly rows?: number
}

/** Reads on from the last page that is kept. Nothing but the page in hand is in memory; whoever is killed has lost no more than that. */
export async function readOn(
  begun: Census,
  { ledger, read, checkpoint, rows = ROWS }: Reading,
): Promise<void> {
  let census = begun
  let inHand: Position[] = []
  let reached: ReadPlace | null = null
  const keep = async () => {
    const [page, place] = [inHand, JSON.stringify(reached)]
    census = await ledger.write(({ queries }) => keepCensusPage(queries, census, page, place))
    inHand = []
    await checkpoint?.('census page')
  }
  for await (const { positions, place } of read(placeOf(begun))) {
    inHand.push(...positions)
    reached = place
    if (inHand.length >= rows) await keep()
  }
  if (inHand.length > 0) await keep()
}

const placeOf = ({ place }: Census): ReadPlace => (place === null ? FIRST : (JSON.parse(place) as ReadPlace))

/** All of them, once it is read to its end. */
export async function positionsOf({ queries }: Pick<Ledger, 'queries'>, stream: string): Promise<Position[]> {
  const positions: Position[] = []
  for await (const page of readCensusPages(queries, stream)) positions.push(...page)
  return positions
}

/** Where the node has dropped the block's state, or the runtime says something else of it, a try fails for ever there: the next begins at a newer block. */
export async function anewIfVain<T>(
  { write }: Pick<Ledger, 'write'>,
  stream: string,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work
  } catch (error) {
    const isVain = isGone(error) || error instanceof SampleDiffers
    if (isVain) await write(({ queries }) => dropCensus(queries, stream))
    throw error
  }
}
