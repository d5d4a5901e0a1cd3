import { eventHandlers } from '../handlers/events/registry.ts'
import type { Answer, Effect, Handling, Ports } from '../handlers/handler.ts'
import type { Delivery } from '../intake/inbox.ts'
import type { Writing } from '../ledger/ledger.ts'
import { keepAnswers } from './answers.ts'
import type { Places } from './thread-facts.ts'

/** Carries out what a delivery asks, inside the transaction that marks the delivery handled. */
export type Apply = (writing: Writing) => Promise<void>

/**
 * Reads outside what a delivery needs, before anything is locked; what it answers is then applied in one transaction.
 * The same delivery applied twice changes nothing the second time.
 */
export async function prepareDelivery(delivery: Delivery, ports: Ports, places: Places): Promise<Apply> {
  const handler = eventHandlers[delivery.event]
  const handling = handler ? await handler(delivery.payload, ports) : { effects: [], place: null }
  return (writing) => apply(writing, places, handling)
}

async function apply(writing: Writing, places: Places, { effects, place }: Handling): Promise<void> {
  const answers: (Answer | null)[] = []
  for (const effect of effects) answers.push(await applyOne(writing, effect))
  // An issue that merely opened an idea shows it by its thread.
  const said = answers.filter((_answer, index) => !isOpening(effects[index]))
  if (place && said.length > 0) await keepAnswers(writing, places, place, said)
}

/** The answer that the effect calls for, or null where it was accepted. */
async function applyOne(writing: Writing, effect: Effect): Promise<Answer | null> {
  switch (effect.kind) {
    case 'subnet': {
      const { refusal } = await writing.handle(effect.stream, effect.command)
      return refusal && { kind: 'refusal', refusal }
    }
    case 'link': {
      const { refusal } = await writing.link(effect.command)
      return refusal && { kind: 'refusal', refusal }
    }
    case 'answer':
      return effect.answer
    case 'config': {
      const { repository, installation, commit } = effect
      await writing.enqueue('config', `${repository.id}:${commit}`, { repository, installation, commit })
      return null
    }
  }
}

const isOpening = (effect: Effect | undefined): boolean =>
  effect?.kind === 'subnet' && effect.command.type === 'OpenIdea'
