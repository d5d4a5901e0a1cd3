import type { StandingIntent } from '../../ledger/intents.ts'
import type { Ledger, Writing } from '../../ledger/ledger.ts'
import { findIntent } from './find.ts'

export interface OperatorOrder {
  readonly key: string
  readonly reason: string
  /** Who says so, as the ledger will show it. */
  readonly operator: string
  /** Milliseconds, UTC. */
  readonly at: number
}

/** Has a failed or cancelled intent tried again. Throws, in words, where there is nothing to be tried again. */
export const orderRetry = (ledger: Ledger, order: OperatorOrder): Promise<string> =>
  ledger.write(async (writing) => {
    const found = await findIntent(writing.queries, order.key)
    if (!(await tell(writing, found, 'RetryIntent', order))) throw new Error(whyNotRetried(found))
    return `${order.key} is due again: a running App signs it within a few blocks.`
  })

/** Gives an intent up. Throws, in words, where it is not owed, or may still be paid by what is in flight. */
export const orderCancellation = (ledger: Ledger, order: OperatorOrder): Promise<string> =>
  ledger.write(async (writing) => {
    const found = await findIntent(writing.queries, order.key)
    const why = whyNotCancelled(found)
    if (why) throw new Error(why)
    if (!(await tell(writing, found, 'CancelIntent', order))) throw new Error(`${order.key} is not owed.`)
    return `${order.key} is cancelled. \`tributary intents retry\` takes it up again.`
  })

/** Whether the rules took it. */
async function tell(
  writing: Writing,
  { stream }: StandingIntent,
  type: 'RetryIntent' | 'CancelIntent',
  { key, reason, operator, at }: OperatorOrder,
): Promise<boolean> {
  const source = { kind: 'operator', name: operator } as const
  const { events } = await writing.handle(stream, { type, key, reason, operator, at, source })
  return events.length > 0
}

const unreadable = (key: string): string =>
  `${key} may be paid: its outcome could not be read. Say what became of it with \`tributary intents settle\`.`

function whyNotRetried({ standing, intent: { key } }: StandingIntent): string {
  if (standing === 'cancelled') return `${key} is no longer needed: what asked for it is over.`
  if (standing === 'settled') return `${key} is settled: nothing is paid twice.`
  if (standing === 'unreadable') return unreadable(key)
  return `${key} has not failed: it is ${standing}, and goes on by itself.`
}

function whyNotCancelled({ standing, intent: { key }, approval }: StandingIntent): string | null {
  if (standing === 'settled') return `${key} is settled already.`
  if (standing === 'cancelled') return `${key} is not owed.`
  if (standing === 'unreadable') return unreadable(key)
  if (standing === 'waiting') {
    return `${key} may still be paid: guardians can approve the call ${approval?.callHash}. When that has timed out and the App has withdrawn it, it can be cancelled.`
  }
  return standing === 'in-flight'
    ? `${key} may still be paid by an extrinsic that is under way: wait until it has landed or its era is over.`
    : null
}
