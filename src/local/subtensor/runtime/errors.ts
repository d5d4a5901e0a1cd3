import type { Codecs } from './codec.ts'
import type { AccountId, DispatchError, Origin, Weight } from './pallet.ts'

/** Thrown by a call that refuses; the dispatcher turns it into a failed result and rolls its changes back. */
export class DispatchFailure extends Error {
  readonly error: DispatchError
  /** The weight really used, where the call knows it. */
  readonly actualWeight: Weight | undefined

  constructor(error: DispatchError, actualWeight?: Weight) {
    super(`dispatch failed: ${error.type}`)
    this.error = error
    this.actualWeight = actualWeight
  }
}

export function fail(error: DispatchError, actualWeight?: Weight): never {
  throw new DispatchFailure(error, actualWeight)
}

/** An error of a pallet by its name. Its number is another in each version of the runtime: `numbered` gives it. */
export function moduleError(pallet: string, name: string): DispatchError {
  return { type: 'Module', value: { named: [pallet, name] } }
}

/** As the codec writes it; throws on a name that the metadata has not. */
export function numbered({ errorIndex }: Pick<Codecs, 'errorIndex'>, error: DispatchError): DispatchError {
  const { named } = (error.value ?? {}) as { readonly named?: [string, string] }
  if (named === undefined) return error
  const [index, number] = errorIndex(...named)
  const bytes = `0x${number.toString(16).padStart(2, '0')}000000`
  return { type: 'Module', value: { pallet: index, error: bytes } }
}

export type TokenErrorName =
  | 'FundsUnavailable'
  | 'OnlyProvider'
  | 'BelowMinimum'
  | 'CannotCreate'
  | 'Frozen'
  | 'NotExpendable'

export function tokenError(name: TokenErrorName): DispatchError {
  return { type: 'Token', value: { type: name, value: undefined } }
}

export function arithmeticError(name: 'Underflow' | 'Overflow' | 'DivisionByZero'): DispatchError {
  return { type: 'Arithmetic', value: { type: name, value: undefined } }
}

export function plainError(
  type: 'BadOrigin' | 'CannotLookup' | 'ConsumerRemaining' | 'NoProviders' | 'TooManyConsumers',
): DispatchError {
  return { type, value: undefined }
}

export function ensure(condition: boolean, error: DispatchError): asserts condition {
  if (!condition) fail(error)
}

/** The account behind a signed origin; BadOrigin otherwise. */
export function ensureSigned(origin: Origin): AccountId {
  if (origin.type !== 'Signed') fail(plainError('BadOrigin'))
  return origin.who
}

/** A MultiAddress as the codec decodes it. */
export type MultiAddress = { readonly type: string; readonly value: unknown }

/** The account a MultiAddress names. The runtime looks up plain account ids only. */
export function lookupAccount(address: MultiAddress): AccountId {
  if (address.type !== 'Id') fail(plainError('CannotLookup'))
  return address.value as AccountId
}
