import type { ApiPromise } from '@polkadot/api'
import type { Codec } from '@polkadot/types/types'
import type { HyperparameterValue } from '../mechanisms/architecture/architecture.ts'
import {
  HYPERPARAMETERS,
  type Hyperparameter,
  type HyperparameterType,
} from '../mechanisms/architecture/hyperparameters.ts'
import { callOf, type Extrinsic } from './extrinsic.ts'
import { hasStorage, storageDefault } from './storage.ts'

/** A hyperparameter by its name in `architecture.yaml`. */
export interface Known extends Hyperparameter {
  readonly name: string
}

/** Those that this chain has both a call and a storage for. */
export function knownTo(api: ApiPromise): Known[] {
  return Object.entries(HYPERPARAMETERS)
    .map(([name, one]) => ({ name, ...one }))
    .filter(({ call, storage }) => {
      const [pallet = '', method = ''] = call.split('.')
      return api.tx[pallet]?.[method] !== undefined && hasStorage(api, 'subtensorModule', storage)
    })
}

/** Values by name, as the rules have them; `stored` is in the order of `known`. */
export function hyperparametersOf(
  known: readonly Known[],
  stored: readonly (Codec | null)[],
): Record<string, HyperparameterValue> {
  const values: Record<string, HyperparameterValue> = {}
  for (const [index, { name, type }] of known.entries()) {
    const value = stored[index]
    if (value) values[name] = readValue(type, value)
  }
  return values
}

/** What a new subnet is given: the chain's own constant, what the table says, or the default of the storage. */
export function hyperparametersAtRegistration(
  api: ApiPromise,
  known: readonly Known[],
): Record<string, HyperparameterValue> {
  const defaults = known.map(({ storage }) => storageDefault(api, 'subtensorModule', storage))
  const values = hyperparametersOf(known, defaults)
  for (const { name, atRegistration } of known) {
    const constant = api.consts.subtensorModule?.[CONSTANTS[name] ?? '']
    const given = constant ? BigInt(constant.toString()) : atRegistration
    if (given !== undefined) values[name] = given
  }
  return values
}

const CONSTANTS: Readonly<Record<string, string>> = {
  tempo: 'initialTempo',
  max_allowed_uids: 'initialMaxAllowedUids',
}

function readValue({ kind }: HyperparameterType, stored: Codec): HyperparameterValue {
  switch (kind) {
    case 'boolean':
      return stored.toString() === 'true'
    case 'choice':
      return BigInt((stored as unknown as { readonly index: number }).index)
    case 'fixed':
      return (stored as unknown as { readonly bits: { toBigInt(): bigint } }).bits.toBigInt()
    case 'pair': {
      const [low, high] = stored as unknown as readonly [Codec, Codec]
      return [BigInt(low.toString()), BigInt(high.toString())]
    }
    default:
      return BigInt(stored.toString())
  }
}

/** The owner's call that sets one. Throws where there is none of that name, or the chain does not have its call. */
export function hyperparameterCall(
  api: ApiPromise,
  netuid: number,
  { name, value }: { readonly name: string; readonly value: HyperparameterValue },
): Extrinsic {
  const known = Object.hasOwn(HYPERPARAMETERS, name) ? HYPERPARAMETERS[name] : undefined
  if (!known) throw new Error(`It is not known which call sets the hyperparameter ${name}.`)
  const [pallet = '', method = ''] = known.call.split('.')
  return callOf(api, pallet, method, netuid, ...argumentsOf(known.type, value))
}

/** The pair is two arguments; a fixed point number is a struct around its bits; a choice is told by its index. */
function argumentsOf({ kind }: HyperparameterType, value: HyperparameterValue): unknown[] {
  if (typeof value === 'object') return [...value]
  if (kind === 'fixed') return [{ bits: value }]
  return [kind === 'choice' ? Number(value) : value]
}
