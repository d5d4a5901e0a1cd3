import { accept, type Decision } from '../decider.ts'
import { cancelledIntents, intents } from '../subnet/intents.ts'
import type { SubnetState } from '../subnet/state.ts'
import type { CancelIntent, IntentCancelled, IntentRetried, RetryIntent } from './slice.ts'

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
