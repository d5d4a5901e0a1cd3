import type { Refusal } from '../kernel/decision.ts'
import type { Rao } from '../money.ts'

/** What a refusal says of the stake of whoever has too little: null without a linked wallet, undefined where nobody looked. */
export const holding = (holds: Rao | null | undefined): Refusal['facts'] =>
  holds === undefined ? {} : { holds: holds ?? 'none' }
