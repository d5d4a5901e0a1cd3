/** A change of a subnet on chain that its owner may make. One step is one call. */
export type ChainStep =
  | { readonly kind: 'mechanism-count'; readonly count: number }
  /** One share a mechanism, in the order of their ids on chain; they sum to 65,535. */
  | { readonly kind: 'emission-split'; readonly split: readonly number[] }
  /** `name` is a key of `HYPERPARAMETERS`, which says what the value means and which call sets it. */
  | { readonly kind: 'hyperparameter'; readonly name: string; readonly value: HyperparameterValue }

/** What a step sets, by name. */
export const settingOf = (step: ChainStep): string => (step.kind === 'hyperparameter' ? step.name : step.kind)

/** A boolean, a whole number in the chain's own unit, or the two numbers of a pair. */
export type HyperparameterValue = boolean | bigint | readonly [bigint, bigint]

/** What the chain shows of a subnet to people; each field is a text, empty where nothing is said. */
export interface Identity {
  readonly name: string
  readonly description: string
  readonly repository: string
  readonly contact: string
  readonly url: string
  readonly discord: string
  readonly logo: string
}

/** A row of the plan: what a merge would change on chain, as people read it. */
export interface PlanRow {
  readonly what: string
  readonly from: string
  readonly to: string
}

/** Something wrong in a file of a proposal. Lines and columns count from 1; 0 where the whole file is meant. */
export interface FileProblem {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** An incentive mechanism of the subnet. Selling earns no emission: it has no share, and no mechanism on chain. */
export interface Mechanism {
  /** `mechanisms/<id>.yaml` describes it. */
  readonly id: string
  readonly kind: 'commodity' | 'team' | 'innovation' | 'selling'
  /** Of the subnet's emission, in basis points; all shares together are 10,000. */
  readonly share: number
}

/** What the files say that the chain should be like. */
export interface Design {
  /** In the order of the file, the commodity first. */
  readonly mechanisms: readonly Mechanism[]
  /** What is not named stays as it is. */
  readonly hyperparameters: Readonly<Record<string, HyperparameterValue>>
}

/** What a proposal asks for, as far as launch and scoring need it. */
export interface Architecture extends Design {
  readonly identity: Identity
  /** In the order in which the chain takes them. */
  readonly steps: readonly ChainStep[]
  readonly roles: readonly {
    /** `roles/<id>.yaml` describes it. */
    readonly id: string
    readonly seats: number
    /** The mechanism, by its id, that pays its members: one of the kind `team`; null where there is none. */
    readonly mechanism: string | null
  }[]
}

/** What the chain says of a subnet at one finalized block; of one that is not registered, what a new one would be given. */
export interface SubnetFacts {
  /** Null where the subnet is not registered yet. */
  readonly netuid: number | null
  readonly block: number
  readonly mechanismCount: number
  /** As stored, one u16 a mechanism, perhaps fewer; null where nothing is stored: then all have even shares. */
  readonly emissionSplit: readonly number[] | null
  /** By the names of `HYPERPARAMETERS`; what this chain has no call or no storage for is missing. */
  readonly hyperparameters: Readonly<Record<string, HyperparameterValue>>
  /** How many neurons are registered: the maximum of UIDs cannot be set below. */
  readonly neurons: number
  readonly limits: ChainLimits
}

export interface ChainLimits {
  /** `MaxMechanismCount`: root sets it. */
  readonly maximumMechanisms: number
  /** UIDs of all mechanisms together: maximum UIDs × mechanisms (`InitialMaxAllowedUids`: 256). */
  readonly maximumUids: number
  /** `MinAllowedUids`: the maximum of UIDs cannot be set below. */
  readonly minimumUids: number
}

/** What was read of one head of a pull request, by nothing but its files and the chain at one block. */
export interface Reading {
  /** Whether it changes the architecture, a mechanism or a role at all. */
  readonly touches: boolean
  readonly problems: readonly FileProblem[]
  /** Null where the files cannot be read as one. */
  readonly architecture: Architecture | null
  readonly plan: readonly PlanRow[]
  /** The finalized block that the plan was made against. */
  readonly block: number
  /** Evidence files that were checked: digest and signature are true. */
  readonly evidence: readonly { readonly file: string; readonly digest: string; readonly signer: string }[]
}

/** A reading, with what tells whether it copies another. */
export interface PrintedReading extends Reading {
  /** What the head adds, as a set of hashes: see `similarity`. */
  readonly fingerprint: readonly number[]
}
