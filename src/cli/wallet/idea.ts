import { UsageError } from '../exit-codes.ts'
import { oneLine } from '../output.ts'
import type { SpendOptions } from './spend.ts'

/** What every command on an idea is told. */
export interface WalletOptions extends SpendOptions {
  readonly explorer: string
  readonly repository?: string
  /** SS58 of the treasury that the person knows. */
  readonly treasury?: string
}

interface ApiBill {
  readonly call_hex: string
  /** SS58; bills of ideas that were opened with an escrow do not say it. */
  readonly into?: string
}

/** An idea as the explorer serves it. */
export interface ApiIdea {
  readonly phase: string
  /** Null until the deposit is paid. */
  readonly escrow: string | null
  /** The raise goes to it; null like the escrow. */
  readonly treasury?: string | null
  readonly bill: ApiBill | null
  readonly loan: { readonly id: number } | null
  /** Rounds of funding after the first, the last one last. */
  readonly further?: readonly { readonly loan: { readonly id: number } | null }[]
  /** The last is the present one. */
  readonly rounds?: readonly {
    readonly number: number
    readonly stage: string
    readonly invitation: {
      readonly head: string
      readonly coldkey: string | null
      readonly bill: ApiBill | null
    } | null
  }[]
}

/** Asks the explorer. Throws, in words, where it does not tell. */
export async function readIdea(
  issue: string,
  { explorer, repository }: Pick<WalletOptions, 'explorer' | 'repository'>,
): Promise<ApiIdea> {
  if (!/^[1-9]\d{0,9}$/.test(issue)) throw new UsageError('Name the idea by the number of its issue.')
  const query = repository ? `?repository=${encodeURIComponent(repository)}` : ''
  const answer = await fetch(`${explorer.replace(/\/+$/, '')}/api/ideas/${issue}${query}`).catch(() => {
    throw new Error(`The explorer at ${explorer} cannot be reached: name another with --explorer.`)
  })
  const body: unknown = await answer.json().catch(() => {
    throw new Error(`What answers at ${explorer} is no explorer: name another with --explorer.`)
  })
  if (!answer.ok)
    throw new Error(`The explorer says: ${oneLine(String((body as { error?: unknown }).error))}.`)
  return body as ApiIdea
}
