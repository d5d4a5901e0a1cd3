import { accept } from '../kernel/decision.ts'
import type { Decided, Family, View } from '../kernel/family.ts'
import { type CommandOf, type EventOf, rulesOf, type StateOf } from '../kernel/rules.ts'
import { alpha } from '../money.ts'
import type { PurchasePosition, SalesShape, SeePurchase } from './slice.ts'

type State = View<SalesShape>

const family: Family<SalesShape> = {
  name: 'sales',
  initial: { sold: alpha(0n), purchases: 0, last: null },
  inHome: false,
  decide: { SeePurchase: seePurchase },
  evolve: {
    ShareBought: ({ sold, purchases }, { alpha: amount, extrinsic: { block, index }, transfer }) => ({
      sold: alpha(sold + amount),
      purchases: purchases + 1,
      last: { block, index, transfer },
    }),
  },
}

/** Finalized blocks are told once and in their order: what is not after the last one was seen before. */
function seePurchase({ sales }: State, command: SeePurchase): Decided<SalesShape> {
  const { extrinsic, transfer } = command
  const place: PurchasePosition = { block: extrinsic.block, index: extrinsic.index, transfer }
  if (command.alpha <= 0n || (sales.last && !isAfter(place, sales.last))) return accept()
  return accept({ ...command, type: 'ShareBought' })
}

function isAfter(one: PurchasePosition, other: PurchasePosition): boolean {
  if (one.block !== other.block) return one.block > other.block
  if (one.index !== other.index) return one.index > other.index
  return one.transfer > other.transfer
}

const families = { sales: family }

export type SalesFamilies = typeof families
export type SalesState = StateOf<typeof families>
export type SalesCommand = CommandOf<typeof families>
export type SalesEvent = EventOf<typeof families>

/** What is bought of one subnet's output: `sales:<repository id>:<issue>`. */
export const sales = rulesOf({ kind: 'sales', version: 1 }, families)
