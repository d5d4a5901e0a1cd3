import type { ChainStep, Identity } from './architecture/architecture.ts'
import type { Turn } from './architecture/turns.ts'
import type { FeeSink } from './config.ts'
import type { Purpose } from './kernel/family.ts'
import type { Alpha, Rao } from './money.ts'
import type { Pot } from './pots.ts'
import type { Amount } from './sheet/row.ts'
import type { PartSummary } from './sheet/sheet.ts'
import type { Timelock } from './weights/timelock.ts'

/** Who is paid: a coldkey (SS58, prefix 42), or an account whose linked coldkey is looked up when the intent is bound. */
export type Payee = { readonly coldkey: string } | { readonly user: number }

/** What should happen on chain. One intent is one leaf call, so that its own success or failure can be read. */
export type IntentCall =
  | { readonly kind: 'transfer'; readonly to: Payee; readonly amount: Rao }
  | { readonly kind: 'sink'; readonly sink: FeeSink; readonly amount: Rao }
  | {
      readonly kind: 'loan-open'
      readonly deposit: Rao
      readonly minimumContribution: Rao
      readonly cap: Rao
      /** Milliseconds, turned into blocks by the chain's slot length when the extrinsic is built. */
      readonly duration: number
      /** SS58 of the account that receives the raised TAO. */
      readonly target: string
    }
  | { readonly kind: 'loan-finalize'; readonly loan: number }
  | { readonly kind: 'loan-refund'; readonly loan: number }
  | { readonly kind: 'loan-dissolve'; readonly loan: number }
  | {
      readonly kind: 'network-register'
      /** SS58 of the owner's hotkey, which no key holds. */
      readonly hotkey: string
      readonly identity: Identity
      /** The lock cost may be this at most when the extrinsic is signed. */
      readonly limit: Rao
    }
  | {
      readonly kind: 'chain-step'
      readonly netuid: number
      readonly step: ChainStep
      /** When it goes; left out where the chain does not tell. */
      readonly turn?: Turn
    }
  | { readonly kind: 'start-call'; readonly netuid: number }
  | SetDelegate
  | SetWeights
  | BulkCall
  | FillPayroll
  | GatherAlpha

/** Gives a pot a proxy, or takes one away. */
export interface SetDelegate {
  readonly kind: 'delegate'
  /** SS58. */
  readonly delegate: string
  /** What the proxy may do, by the chain's name. */
  readonly type: string
  readonly isGiven: boolean
}

/** What a hotkey says of one mechanism. */
export interface SetWeights {
  readonly kind: 'set-weights'
  readonly netuid: number
  /** The number of the mechanism on chain. */
  readonly mechanism: number
  readonly uids: readonly number[]
  /** One a UID. */
  readonly values: readonly number[]
  readonly versionKey: bigint
  readonly turn: Turn
  /** Whether the subnet takes no weights in the open. */
  readonly isHidden: boolean
  /** How they are hidden; left out where they are not, or where nobody here knows how. */
  readonly timelock?: Timelock
  /** Whose the UIDs are that weigh something: a digest of their hotkeys, 0x-hex. */
  readonly holders?: string
}

/** Pays one part of a sheet, each row by a call of its own: a bulk intent. Its rows are in the ledger's tables; rows of another hash are not paid. */
export interface PayRows extends PartSummary {
  readonly kind: 'pay-rows'
  /** Digest of the sheet. */
  readonly sheet: string
}

/** The same of a sheet that is counted in alpha: each row gives alpha of one network to another coldkey. */
export interface PayAlpha extends PartSummary<Alpha> {
  readonly kind: 'pay-alpha'
  readonly sheet: string
  readonly netuid: number
  /** SS58 of the hotkey under which the pot has its alpha. */
  readonly hotkey: string
}

/** Brings a day's alpha from the subnet's wallet to the pot that pays it. Its key names the sheet, so guardians approve that one. */
export interface FillPayroll {
  readonly kind: 'fill-payroll'
  readonly netuid: number
  /** SS58 of the hotkey under which the alpha lies, before and after. */
  readonly hotkey: string
  /** SS58 of the pot that pays. */
  readonly account: string
  readonly amount: Alpha
}

/** Brings alpha of a pot from one hotkey to another: it stays the pot's. */
export interface GatherAlpha {
  readonly kind: 'gather-alpha'
  readonly netuid: number
  /** SS58 of the hotkey under which it lies. */
  readonly hotkey: string
  /** SS58 of the one under which it is to lie. */
  readonly target: string
  readonly amount: Alpha
}

/** Pays the rows of a part. */
export type BulkCall = PayRows | PayAlpha

const BULK: Readonly<Record<BulkCall['kind'], true>> = { 'pay-rows': true, 'pay-alpha': true }

export const isBulkCall = (call: IntentCall): call is BulkCall => Object.hasOwn(BULK, call.kind)

/** Moves alpha: its amounts are no rao, and its unit says so, or it does not compile. */
export type AlphaCall = PayAlpha | FillPayroll

const OF_ALPHA: Readonly<Record<AlphaCall['kind'], true>> = { 'pay-alpha': true, 'fill-payroll': true }

export const movesAlpha = (call: IntentCall): call is AlphaCall => Object.hasOwn(OF_ALPHA, call.kind)

/** A thing that should happen on chain exactly once, under a business key that is unique in the whole ledger. */
export interface Intent {
  readonly key: string
  readonly purpose: Purpose
  readonly pot: Pot
  readonly call: IntentCall
  /** How often it was tried and failed on chain. */
  readonly failures: number
  /** Not to be signed before this time: milliseconds, UTC. */
  readonly notBefore: number
}

/** The loan that a settled `loan-open` created: its id on chain, its end block and its cap. */
export interface CreatedLoan {
  readonly loan: number
  readonly endBlock: number
  readonly cap: Rao
}

/** A row of a bulk intent that did not move whole. */
export interface FailedRow {
  /** Among the part's rows, from 0. */
  readonly place: number
  /** As the chain names it, or `not-sent`. */
  readonly error: string
  /** What moved all the same, in the sheet's unit: 0 where the chain refused it. */
  readonly moved: Amount
}

/** What a settled `network-register` made. */
export interface Registered {
  readonly netuid: number
  /** The block of it, where that was another than the event's. */
  readonly registeredIn?: number
  /** What it cost, rao; left out where the chain does not tell. */
  readonly lockCost?: Rao
}

/** How an intent ended in a finalized block, read from its own events. */
export type Outcome =
  | {
      readonly ok: true
      readonly created?: CreatedLoan
      readonly allRefunded?: boolean
      readonly registered?: Registered
      /** Of a bulk intent: the rows that did not move, or moved less. */
      readonly failedRows?: readonly FailedRow[]
      /** Of a bulk intent: the part that these rows make, null where all have moved. */
      readonly repair?: PartSummary<Amount> | null
      /** Of a bulk intent: how many of these rows were never tried, because the extrinsic had no room for them. */
      readonly untried?: number
    }
  | { readonly ok: false; readonly error: string }

/** A finalized extrinsic. */
export interface ExtrinsicRef {
  readonly block: number
  readonly blockHash: string
  readonly index: number
  readonly hash: string
}
