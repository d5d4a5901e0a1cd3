import type { GenesisValidator } from './runtime/pallet.ts'

/** What a started local network is to the code that started it. */
export type SubtensorOptions = {
  /** TCP port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number
  /** Directory that keeps the chain; in memory when unset. */
  readonly dataDirectory?: string
  /** `instant`: a block on each extrinsic; `manual`: by `control` or `engine_createBlock`; a number: milliseconds between blocks (250 by default). */
  readonly seal?: 'instant' | 'manual' | number
  /** Blocks that finality stays behind the head; 2 by default. */
  readonly finalityLag?: number
  /** `fast` (0.25 s slots, crowdloans of 50 to 20,000 blocks) by default; `real-time` has the main network's constants. */
  readonly profile?: 'fast' | 'real-time'
  /** rao by SS58 address, beside the well-known development accounts. */
  readonly endow?: Readonly<Record<string, bigint>>
  /** rao for each development account (//Alice, //Bob, …); 1,000,000 TAO by default, 0n for none. */
  readonly endowDevelopmentAccounts?: bigint
  /** Hotkeys on the root network from the first block, with their stake in rao. */
  readonly validators?: readonly GenesisValidator[]
  /** Adds the `dev_*` RPC methods, which reach `control` from outside the process. */
  readonly devRpc?: boolean
}

export type Reorganisation = {
  /** How many unfinalized blocks at the head are replaced by others. */
  readonly depth: number
  /** Whether their extrinsics go back to the pool or are lost. */
  readonly extrinsics: 'return-to-pool' | 'drop'
}

export type SubtensorControl = {
  /** Makes blocks now, whatever the seal; answers the hash of the last. */
  createBlocks(count?: number): Promise<string>
  /** Finalizes up to the block, the head when unset, whatever the lag. */
  finalize(hash?: string): void
  pause(): void
  resume(): void
  setFinalityLag(blocks: number): void
  reorganise(reorganisation: Reorganisation): Promise<void>
  /** Closes every connection; new ones are accepted. */
  dropConnections(): void
  /** Delays every answer by so many milliseconds; 0 ends it. */
  delayAnswers(milliseconds: number): void
  /** Swallows the answers to the next calls of the method, one unless said; the calls themselves are carried out. */
  swallowAnswers(method: string, count?: number): void
  /** While true the pool refuses every extrinsic with 1016, Immediately Dropped. */
  setPoolFull(full: boolean): void
}

export type Subtensor = {
  /** ws://127.0.0.1:… */
  readonly url: string
  readonly control: SubtensorControl
  stop(): Promise<void>
}

/** Starts a local network; rejects when the port is taken or the data directory belongs to another genesis. */
export async function startSubtensor(options: SubtensorOptions = {}): Promise<Subtensor> {
  throw new Error(`not there yet: ${JSON.stringify(Object.keys(options))}`)
}
