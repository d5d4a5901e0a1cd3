import type { LinkColdkey } from '../mechanisms/account/account.ts'
import type { Refusal } from '../mechanisms/kernel/decision.ts'
import type { AnyCommand } from '../mechanisms/streams/kinds.ts'
import type { RaceState } from '../mechanisms/subnet/race.ts'
import type { SubnetState } from '../mechanisms/subnet/state.ts'
import type { OutsideCause } from './causes.ts'
import type { Database, Queries } from './database.ts'
import type { Jobs } from './jobs.ts'
import type { QueueName } from './queues.ts'

/**
 * The ledger as the modules around it see it. Decisions are made inside `write`: one writer at a time in the whole installation, and
 * everything in one transaction. So facts, events, intents, jobs and cursors stand or fall together.
 */
export interface Ledger {
  readonly database: Database
  readonly queries: Queries
  readonly jobs: Jobs
  write<Result>(work: (writing: Writing) => Promise<Result>): Promise<Result>
  /** A subnet with its race and proposals, as it stands; the initial state where nothing was recorded. */
  readSubnet(stream: string): Promise<SubnetState>
  close(): Promise<void>
}

export interface Writing {
  /** Queries inside the transaction. */
  readonly queries: Queries
  /** Lets the rules of a stream decide, and records what they decided with all that follows from it. */
  handle(stream: string, command: AnyCommand): Promise<Handled>
  link(command: LinkColdkey): Promise<Handled>
  readSubnet(stream: string): Promise<SubnetState>
  /** The race of a subnet. */
  readRace(subnet: string): Promise<RaceState>
  /** Enqueues a job in the same transaction. Where one with the same key waits already, that one serves for both. */
  enqueue(queue: Exclude<QueueName, 'thread'>, key: string, data: object): Promise<void>
  /** What has failed in the repositories of an account is tried at once. */
  hasten(owner: string): Promise<number>
  /**
   * Has the thread shown to which a stream belongs: because of what it says besides its events or, with nothing named, so that what
   * GitHub shows is looked at again.
   */
  showThread(stream: string, ...beside: readonly OutsideCause[]): Promise<void>
}

export interface Handled {
  /** Null when the command was accepted, or brought nothing new. */
  readonly refusal: Refusal | null
  /** What the person has to know of what was accepted. */
  readonly notice: Refusal | null
  readonly events: readonly { readonly type: string }[]
}
