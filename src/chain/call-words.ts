import type { Call } from '@polkadot/types/interfaces'
import { stringCamelCase } from '@polkadot/util'
import { encodeAddress } from '@polkadot/util-crypto'
import { formatTao } from '../mechanisms/money.ts'
import type { Calls, Fields } from './call-kinds.ts'
import { SS58_PREFIX } from './pots.ts'

/**
 * What a call would do, in words, read from its own bytes: so that who signs it sees it. `pots` names accounts by their
 * derivative index. What has no words is shown as the metadata has it.
 */
export function describeCall(calls: Calls, call: Call, pots: ReadonlyMap<number, string>): string {
  const name = `${call.section}.${call.method}`
  if (name === 'utility.asDerivative') {
    const [index, inner] = call.args as unknown as [{ toNumber(): number }, Call]
    return `${describeCall(calls, inner, pots)}, from ${potOf(index.toNumber(), pots)}`
  }
  try {
    const words = Object.values(calls).find(({ extrinsics }) => Object.hasOwn(extrinsics, name))
    const known = words?.extrinsics[name]?.(fieldsOf(call))
    if (known !== undefined) return known
  } catch {
    // Not in the form that these words are for: an address of another kind, or no address at all.
  }
  return `${name}(${JSON.stringify(argumentsOf(call))})`
}

/** A derivative account by the name of its pot. */
export const potOf = (index: number, pots: ReadonlyMap<number, string>): string =>
  pots.get(index) ?? `derivative account ${index}, which nobody knows`

function fieldsOf(call: Call): Fields {
  const names = call.meta.args.map(({ name }) => stringCamelCase(name.toString()))
  const field = (name: string) => call.args[names.indexOf(name)]
  const text = (name: string): string => (field(name)?.toString() ?? '').replaceAll(',', '')
  return {
    text,
    amount: (name) => formatTao(BigInt(text(name))),
    account: (name) => encodeAddress(text(name), SS58_PREFIX),
  }
}

const argumentsOf = ({ meta, args }: Call): Record<string, unknown> =>
  Object.fromEntries(meta.args.map(({ name }, index) => [name.toString(), args[index]?.toHuman()]))
