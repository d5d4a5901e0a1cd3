import { fromHex, toHex } from './codec.ts'
import { createExecution } from './context.ts'
import { nobody } from './hashing.ts'
import type { StateReader } from './pallet.ts'
import type { Runtime } from './runtime.ts'

/**
 * Calls a runtime API by its exported name, `AccountNonceApi_account_nonce`, with SCALE arguments; answers SCALE in 0x-hex,
 * or 'unknown' where the runtime does not export it. What it may write is thrown away.
 */
export function callRuntimeApi(
  runtime: Runtime,
  at: { readonly state: StateReader; readonly number: number },
  exported: string,
  input: string,
): string | 'unknown' {
  const split = exported.indexOf('_')
  const api = exported.slice(0, split)
  const method = exported.slice(split + 1)
  const codec = runtime.codecs.api(api, method)
  const implementation = runtime.api(api, method)
  if (codec === undefined || implementation === undefined) return 'unknown'
  const ctx = createExecution(runtime, at.state, { number: at.number, author: nobody })
  const args = codec.args.dec(fromHex(input)) as never[]
  return toHex(codec.value.enc(implementation(ctx, ...args)))
}
