import { type CommandOf, type EventOf, rulesOf, type StateOf } from '../kernel/rules.ts'
import { forget, keep } from '../payments/keep.ts'
import { payments } from '../payments/payments.ts'
import { refund } from './refund.ts'

const families = { refund, payments }

export type RefundFamilies = typeof families
export type RefundState = StateOf<typeof families>
export type RefundCommand = CommandOf<typeof families>
export type RefundEvent = EventOf<typeof families>

/** What goes back to one account out of one pot: `refund:<coldkey>:<derivative index of the pot>`. */
export const refunds = rulesOf({ kind: 'refund', version: 1, keep, forget }, families)
