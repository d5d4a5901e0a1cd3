/** A change of a subnet on chain that its owner may make. One step is one call. */
export type ChainStep =
  | { readonly kind: 'mechanism-count'; readonly count: number }
  /** One share a mechanism, in the order of their ids on chain; they sum to 65,535. */
  | { readonly kind: 'emission-split'; readonly split: readonly number[] }
  /** `name` is a key of the hyperparameters that the schema of `architecture.yaml` lists. */
  | { readonly kind: 'hyperparameter'; readonly name: string; readonly value: bigint | boolean }

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

/** What a proposal asks for, as far as launch and scoring need it. */
export interface Architecture {
  readonly identity: Identity
  /** In the order in which the chain takes them. */
  readonly steps: readonly ChainStep[]
  /** Ids of the mechanism files, in the order of their ids on chain. */
  readonly mechanisms: readonly string[]
  /** Ids of the roles and their seats. */
  readonly roles: readonly { readonly id: string; readonly seats: number }[]
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
  /** What the head adds, as a set of hashes: see `similarity`. */
  readonly fingerprint: readonly number[]
}
