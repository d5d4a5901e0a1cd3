import { accept, type Decision } from '../decider.ts'
import { cancelledIntents, intents } from '../subnet/intents.ts'
import type { SubnetState } from '../subnet/state.ts'
import { type SettledEvent, settleIntent } from './decide.ts'
import type {
  CancelIntent,
  IntentCancelled,
  IntentRetried,
  OutcomeTold,
  RetryIntent,
  TellOutcome,
} from './slice.ts'

/** What failed or was cancelled is due again now; anything else is under way as it is. */
export function retryIntent(state: SubnetState, command: RetryIntent): Decision<IntentRetried> {
  const { type: _, ...told } = command
  const isCancelled = cancelledIntents(state).some(({ key }) => key === command.key)
  const owed = intents(state).find(({ key }) => key === command.key)
  const waits = owed !== undefined && owed.notBefore > command.at
  return isCancelled || waits ? accept({ ...told, type: 'IntentRetried' }) : accept()
}

/** Only what is owed can be given up, and it stays given up until it is retried. */
export function cancelIntent(state: SubnetState, command: CancelIntent): Decision<IntentCancelled> {
  const { type: _, ...told } = command
  const isOwed = intents(state).some(({ key }) => key === command.key)
  return isOwed ? accept({ ...told, type: 'IntentCancelled' }) : accept()
}

/** What the operator says of an outcome is taken as if a finalized block had said it. */
export function tellOutcome(state: SubnetState, command: TellOutcome): Decision<OutcomeTold | SettledEvent> {
  const { operator, reason, ...read } = command
  const settled = settleIntent(state, { ...read, type: 'SettleIntent' })
  if (!settled.events?.length) return settled
  const told: OutcomeTold = { ...command, type: 'OutcomeTold' }
  return accept<OutcomeTold | SettledEvent>(told, ...settled.events)
}
