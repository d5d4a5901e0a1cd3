import type { AnnouncedSwap } from '../ledger/announced-swaps.ts'
import type { DailyReport } from '../ledger/reports.ts'
import { keyOf } from '../mechanisms/kernel/purpose.ts'
import type { SubnetPurpose, SubnetState } from '../mechanisms/subnet/state.ts'
import { repositoryAt } from './places.ts'

/** What a thread shows besides its state. Everything here may be missing, and the thread still says what is true. */
export interface ThreadFacts {
  /** The idea's page in the explorer, an absolute URL. */
  readonly page: string | null
  /** The web front of GitHub, without a slash at its end. */
  readonly github: string
  /** A node of the chain for links that open a call in a wallet: a WebSocket URL. */
  readonly node: string | null
  /** SS58 of the App's treasury. */
  readonly treasury?: string
  /** The coldkeys that are linked now, by GitHub user id: of the discoverer and of whoever is owed something. */
  readonly coldkeys: Readonly<Record<number, string>>
  /** Multisig calls of the treasury that are open and hold intents of this idea. */
  readonly approvals: readonly Approval[]
  /** Why settlement does not sign an intent, by its key: a cap, or a call that it cannot make. */
  readonly holds: Readonly<Record<string, string>>
  /** What an errand lacks that a person can mend, by its key. */
  readonly missing: Readonly<Record<string, string>>
  /** What registering a network costs; null where nobody has read it yet. */
  readonly cost: ShownReading | null
  /** What is in the subnet's treasury. */
  readonly balance: ShownReading | null
  /** Swaps that the chain has announced, by coldkey: of those whom something is owed to. */
  readonly swaps: Readonly<Record<string, AnnouncedSwap>>
  /** How a live subnet did on the last days, the oldest first. */
  readonly reports: readonly DailyReport[]
}

/** An amount that a finalized block had: rao. */
export interface ShownReading {
  readonly amount: bigint
  readonly block: number
}

/** A multisig call that waits for guardians. */
export interface Approval {
  readonly callHash: string
  /** SCALE bytes, hex. */
  readonly callHex: string
  /** How many must approve. */
  readonly threshold: number
  /** All who may: the App's key and the guardians. */
  readonly signatories: readonly Signatory[]
  /** Keys of the intents of this idea that it holds. */
  readonly intents: readonly string[]
  /** How many intents of other ideas it holds beside them. */
  readonly others: number
}

export interface Signatory {
  /** SS58. */
  readonly address: string
  readonly approved: boolean
  /** The call by which this one approves, SCALE bytes, hex; null from who has. */
  readonly approvalHex: string | null
}

/** A state in which an idea was opened. */
export type OpenedState = SubnetState & { readonly idea: NonNullable<SubnetState['idea']> }

/** The subnet's repository: what it is called and where it is. Null until there is one. */
export function inHome({ home }: SubnetState, { github }: Pick<ThreadFacts, 'github'>) {
  if (!home) return null
  const { owner, name } = home.repository
  return { name: `${owner}/${name}`, url: repositoryAt(github, home.repository) }
}

/** The block that settled the intent with this purpose, or null. */
export function settledIn({ stream, payments }: SubnetState, purpose: SubnetPurpose): number | null {
  return payments.settled[keyOf(stream, purpose)]?.block ?? null
}

/** How much of a list, of a text from outside or of a call a comment shows: all together stay below GitHub's limit. */
export const SHOWN = {
  items: 10,
  calls: 2,
  text: 500,
  gist: 200,
  link: 300,
  login: 60,
  call: 4_000,
  links: 12_000,
} as const

/** Polkadot.js Apps, where any wallet extension can sign. `node` is a WebSocket URL. */
export function walletApp(node: string | null, path: string): string {
  const rpc = node === null ? '' : `?rpc=${encodeURIComponent(node)}`
  return `https://polkadot.js.org/apps/${rpc}#/${path}`
}

/**
 * A link that opens a call ready to be signed. Null if the call is too long for an address, or for a comment in which `many` such
 * links may stand.
 */
export function walletLink({ node }: Pick<ThreadFacts, 'node'>, callHex: string, many = 1): string | null {
  const most = Math.min(SHOWN.call, SHOWN.links / many)
  return callHex.length <= most ? walletApp(node, `extrinsics/decode/${callHex}`) : null
}

/** What a ready command says behind its words, so that it refuses an impostor's treasury. */
export const namingTreasury = ({ treasury }: Pick<ThreadFacts, 'treasury'>): string =>
  treasury === undefined ? '' : ` --treasury ${treasury}`
