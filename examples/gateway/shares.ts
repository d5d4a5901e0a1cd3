import { createHash } from 'node:crypto'
import { hexToU8a, stringToU8a } from '@polkadot/util'
import { signatureVerify } from '@polkadot/util-crypto'

/** What `/api/ideas/<issue>/shares` answers. */
interface Answer {
  readonly table: Table
  readonly digest: string
  readonly signed: { readonly by: string; readonly signature: string } | null
}

interface Table {
  readonly subnet: string
  readonly from_block: number | null
  readonly whole: string
  readonly shares: readonly { readonly coldkey: string; readonly parts: string }[]
}

/** The share of each coldkey, between 0 and 1, and the block from which it has them. */
export interface Shares {
  readonly of: ReadonlyMap<string, number>
  readonly fromBlock: number | null
}

export interface Trusted {
  /** SS58 of the App's key. Ask its operator for it, and not the App's own answers. */
  readonly signer: string
  /** The stream of the subnet, as in `table.subnet`: a table of another subnet is good for nothing. */
  readonly subnet: string
}

/** Throws where the answer is not what the App's key signed, or is of another subnet. */
export function readShares({ table, digest, signed }: Answer, { signer, subnet }: Trusted): Shares {
  if (createHash('sha256').update(JSON.stringify(table)).digest('hex') !== digest)
    throw new Error('The table is not the one that its digest is of.')
  if (!signed || signed.by !== signer) throw new Error('The table is not signed by the key that you trust.')
  const text = stringToU8a(`tributary:shares:v1:${digest}`)
  if (!signatureVerify(text, hexToU8a(signed.signature), signer).isValid)
    throw new Error('The signature of the table is wrong.')
  if (table.subnet !== subnet) throw new Error('The table is of another subnet.')
  const whole = Number(table.whole)
  return {
    of: new Map(table.shares.map(({ coldkey, parts }) => [coldkey, Number(parts) / whole])),
    fromBlock: table.from_block,
  }
}

/**
 * Asks for the table now and every so many milliseconds. What cannot be read, or is older than what is known, changes nothing: the shares that
 * were read last stay in force. Rejects where the first cannot be read.
 */
export async function followShares(
  url: string,
  trusted: Trusted,
  { every = 12_000, onError = () => undefined }: { every?: number; onError?: (error: unknown) => void } = {},
): Promise<{ current(): Shares; stop(): void }> {
  let etag: string | null = null
  const ask = async (): Promise<Shares | null> => {
    const answer = await fetch(url, { headers: etag ? { 'if-none-match': etag } : {} })
    if (answer.status === 304) return null
    if (!answer.ok) throw new Error(`The App answers ${answer.status}.`)
    const shares = readShares((await answer.json()) as Answer, trusted)
    etag = answer.headers.get('etag')
    return shares
  }
  const first = await ask()
  if (!first) throw new Error('The App answers nothing.')
  let current = first
  const timer = setInterval(() => {
    ask().then((news) => {
      if (news && (news.fromBlock ?? 0) >= (current.fromBlock ?? 0)) current = news
    }, onError)
  }, every)
  return { current: () => current, stop: () => clearInterval(timer) }
}
