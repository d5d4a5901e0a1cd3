import type { Queries } from './database.ts'
import { type PaymentView, readPayments, type SubnetView } from './read.ts'

/** More than a subnet has, unless somebody plays with deposits that are refunded. */
const MOST_PAYMENTS = 500

export type ShownPayment = ReturnType<typeof shown>

/** What moves for one subnet, each with where it was settled or why it was not yet. One query. */
export async function shownPayments(queries: Queries, view: SubnetView) {
  const payments = await readPayments(queries, view.stream, MOST_PAYMENTS)
  return payments.map((payment) => shown(payment, view))
}

function shown(
  { intent, status, coldkey, attempt }: PaymentView,
  { settled, failed, cancelled }: SubnetView,
) {
  const { key, pot, call } = intent
  return {
    key,
    /** The kind of payment: what its business key begins with. */
    kind: key.split(':')[0] ?? key,
    pot: pot.kind,
    amount: 'amount' in call ? call.amount : 'deposit' in call ? call.deposit : null,
    payee: coldkey || null,
    status: status === 'owed' ? owedStatus(coldkey, attempt, failed[key] !== undefined) : status,
    attempt,
    settled: settled[key] ?? null,
    failed: failed[key] ?? null,
    /** By the operator; null where it is no longer needed anyhow. */
    cancelled: cancelled[key] ?? null,
  }
}

function owedStatus(coldkey: string | null, attempt: string | null, failed: boolean) {
  if (attempt !== null) return 'sent'
  if (coldkey === null) return 'waits-for-link'
  return failed ? 'failed' : 'owed'
}
