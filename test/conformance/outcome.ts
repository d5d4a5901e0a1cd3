import type { SubmittableResult } from '@polkadot/api'
import { expect } from 'vitest'
import type { MeasuredFee } from './facts.ts'
import { plain } from './plain.ts'

/** Fields by name; a list where the event gives them no names. See `plain` for the values. */
export type ChainEvent = { readonly name: string; readonly data: unknown }

/** What one extrinsic did, read from its own events alone. */
export type Outcome = {
  /** The error as `Pallet.Name` or `Token.Name`; undefined when it succeeded. */
  readonly error: string | undefined
  /** What lies between the withdrawal of the fee and the settling of it. */
  readonly body: readonly ChainEvent[]
  /** rao, after what was given back */
  readonly fee: bigint
  /** rao, taken before the call ran */
  readonly price: bigint
  /** picoseconds, the extrinsic's base included */
  readonly weight: bigint
  readonly bytes: number
  readonly height: number
  readonly index: number
}

type DispatchInfo = { weight: { refTime: bigint } }

export function outcomeOf(result: SubmittableResult, bytes: number): Outcome {
  const events = result.events.map(({ event: { section, method, data } }) => ({
    name: `${capitalised(section)}.${method}`,
    data: fieldsOf(data.names, data.map(plain)),
  }))
  const { name, data } = events.at(-1) ?? expect.fail('an extrinsic without events')
  const ended = data as { dispatchInfo: DispatchInfo; dispatchError?: string }
  expect(name).toBe(ended.dispatchError === undefined ? 'System.ExtrinsicSuccess' : 'System.ExtrinsicFailed')
  const fee = fieldOf(events, 'TransactionPayment.TransactionFeePaid', 'actualFee')
  const isFree = fee === 0n
  return {
    error: ended.dispatchError,
    body: isFree ? events.slice(0, -2) : withoutFee(events),
    fee,
    price: isFree ? 0n : fieldOf(events, 'Balances.Withdraw', 'amount'),
    weight: ended.dispatchInfo.weight.refTime,
    bytes,
    height: Number(result.blockNumber),
    index: Number(result.txIndex),
  }
}

/** The fee is taken first and settled last: Deposit, TransactionFeePaid, then how it ended ("Pots and payments"). */
function withoutFee(events: readonly ChainEvent[]): readonly ChainEvent[] {
  const names = events.map(({ name }) => name)
  expect(names[0]).toBe('Balances.Withdraw')
  expect(names.at(-2)).toBe('TransactionPayment.TransactionFeePaid')
  let end = events.length - 2
  while (names[end - 1] === 'Balances.Deposit') end -= 1
  expect(end, 'a Deposit settles the fee').toBeLessThan(events.length - 2)
  return events.slice(1, end)
}

function fieldOf(events: readonly ChainEvent[], name: string, field: string): bigint {
  const found = events.find((candidate) => candidate.name === name) ?? expect.fail(`no ${name}`)
  return (found.data as Record<string, bigint>)[field] as bigint
}

export function fieldsOf(names: readonly string[] | null, values: readonly unknown[]): unknown {
  if (names === null) return values
  return Object.fromEntries(names.map((name, index) => [name, values[index]]))
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** What a test expects to find in a body. */
export function event(name: string, data: unknown): ChainEvent {
  return { name, data }
}

export function namesOf(events: readonly ChainEvent[]): string[] {
  return events.map(({ name }) => name)
}

/**
 * The fee follows from weight and length ("Basics"). Where it was measured it is that, to the rao on the local network;
 * other runtimes weigh their calls anew with every release and come near it.
 */
export function expectFee(outcome: Outcome, measured: MeasuredFee, isLocal: boolean): void {
  expectFeeFollows(outcome)
  const { fee, bytes } = outcome
  const expected = measured.fee + BigInt(bytes - measured.bytes)
  if (isLocal) expect(fee).toBe(expected)
  else expect(Math.abs(Number(fee - expected))).toBeLessThan(Number(expected) * 0.3)
}

/** The fee is that of the weight that the extrinsic ended with, and of its length. */
export function expectFeeFollows({ fee, weight, bytes }: Outcome): void {
  // The base and the call are rounded each on its own.
  expect(Number(fee - weight / 2_000n) - bytes).toBeOneOf([-1, 0, 1])
}
