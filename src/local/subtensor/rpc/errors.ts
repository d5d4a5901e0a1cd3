import { priority } from '../chain/pool.ts'
import type { Refusal } from '../chain/queue.ts'
import { invalidityMessage } from '../runtime/validity.ts'

export type RpcErrorBody = { readonly code: number; readonly message: string; readonly data?: unknown }

/** Thrown by a method to answer with an error. */
export class RpcError extends Error {
  readonly body: RpcErrorBody

  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.body = data === undefined ? { code, message } : { code, message, data }
  }
}

export function invalidParams(message: string): RpcError {
  return new RpcError(-32602, `Invalid params: ${message}`)
}

export function clientError(message: string): RpcError {
  return new RpcError(4003, `Client error: ${message}`)
}

/** What a runtime says that was given bytes it cannot read. */
export function badInput(exported: string): string {
  return `Execution failed: Runtime panicked: Bad input data provided to ${exported}: Codec error`
}

/** Codes and words of a node for an extrinsic that it does not take. */
export function refusalError(refusal: Refusal): RpcError {
  switch (refusal.reason) {
    case 'bad-format':
      return new RpcError(1002, `Verification Error: Runtime error: ${badInput('validate_transaction')}`)
    case 'invalid': {
      const { invalidity } = refusal
      const [code, message] =
        invalidity.kind === 'Invalid' ? [1010, 'Invalid Transaction'] : [1011, 'Unknown Transaction Validity']
      return new RpcError(code as number, message as string, invalidityMessage(invalidity))
    }
    case 'temporarily-banned':
      return new RpcError(1012, 'Transaction is temporarily banned')
    case 'already-imported':
      return new RpcError(1013, 'Transaction Already Imported', refusal.hash)
    case 'too-low-priority':
      return new RpcError(
        1014,
        `Priority is too low: (${priority} vs ${priority})`,
        'The transaction has too low priority to replace another transaction already in the pool.',
      )
    case 'immediately-dropped':
      return new RpcError(
        1016,
        'Immediately Dropped',
        "The transaction couldn't enter the pool because of the limit",
      )
  }
}
