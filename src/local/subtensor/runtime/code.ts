import { isSpec, type Spec } from '../metadata/specs.ts'
import { toHex } from './codec.ts'
import type { StateReader, StateWriter } from './pallet.ts'

/** Where a chain keeps the code of its runtime: `:code`. Here it is only the name of the version. */
const CODE = toHex(Buffer.from(':code'))
const NAME = 'node-subtensor '

export function putCode(state: StateWriter, spec: Spec): void {
  state.set(CODE, toHex(Buffer.from(`${NAME}${spec}`)))
}

/** The version of the runtime that makes the block after a state, and that answers for it. */
export function specIn(state: StateReader): Spec {
  const code = Buffer.from((state.get(CODE) ?? '').slice(2), 'hex').toString()
  const spec = Number(code.slice(NAME.length))
  if (!code.startsWith(NAME) || !isSpec(spec))
    throw new Error(`the state has no code that is known: "${code}"`)
  return spec
}
