import { callKindOf } from '../../chain/call-kinds.ts'
import { calls } from '../../handlers/calls.ts'
import type { Intent } from '../../mechanisms/intent.ts'
import { potName } from '../../mechanisms/pots.ts'

/** What an intent is, in words: `pay 1 TAO to 5F…, from escrow:3`. `coldkey` is null where the payee is not linked. */
export function describeIntent({ call, pot }: Intent, coldkey: string | null): string {
  return `${callKindOf(calls, call).words(call, coldkey)}, from ${potName(pot)}`
}
