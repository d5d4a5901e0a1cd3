import type { Handled, Writing } from '../ledger/ledger.ts'
import { isAlive, keepMove, moveSurface } from '../ledger/moves.ts'
import { hearAgain, keepUnlinked, takeUnlinked } from '../ledger/unlinked.ts'
import type { LinkColdkey } from '../mechanisms/account/account.ts'
import { forgetFormProblems, keepAnswers } from './answers.ts'
import { type Answer, type Effect, type Handling, NOTHING, type WebhookEvent } from './kit/handler.ts'
import type { Ports } from './ports.ts'
import { putBack } from './put-back.ts'
import { type Unread, unreadOf } from './unread.ts'
import { eventHandlers } from './webhooks.ts'

/** A webhook that the inbox hands over. */
interface Delivery {
  /** By which it can be handled anew. */
  readonly id: string
  readonly event: string
  readonly payload: unknown
}

/** What became of one effect of a delivery: the events that it led to, and what is said to the person, if anything. */
export interface EffectResult {
  readonly events: readonly string[]
  readonly answer: Answer | null
  /** What we show, where somebody changes it again and again. */
  readonly fought?: string | null
}

/** Carries out what a delivery asks, inside the transaction that marks the delivery handled. */
export type Apply = (writing: Writing) => Promise<readonly EffectResult[]>

/**
 * Reads outside what a delivery needs, before anything is locked; what it answers is then applied in one transaction.
 * The same delivery applied twice changes nothing the second time. What people wrote and cannot be read is told to `onUnread`.
 */
export async function prepareDelivery(
  { id, event, payload }: Delivery,
  ports: Ports,
  onUnread: (unread: Unread) => void = () => undefined,
): Promise<Apply> {
  const handling = isHandled(event) ? await eventHandlers[event](payload, ports) : NOTHING
  const unread = isHandled(event) ? unreadOf(event, payload) : null
  if (unread) onUnread(unread)
  return (writing) => apply(writing, id, handling)
}

const isHandled = (event: string): event is WebhookEvent => Object.hasOwn(eventHandlers, event)

async function apply(
  writing: Writing,
  id: string,
  { effects, replyTo, said: by, isAnew }: Handling,
): Promise<EffectResult[]> {
  const isAgain = by !== undefined && (await takeUnlinked(writing.queries, id))
  const results: EffectResult[] = []
  for (const effect of effects) results.push(await applyOne(writing, effect))
  if (by && results.some(({ answer }) => wantsOlder(answer))) await keepUnlinked(writing.queries, id, by)
  // An issue that merely opened an idea shows it by its thread.
  const said = results.filter((_outcome, index) => !isSilent(effects[index])).map(({ answer }) => answer)
  if (replyTo && said.length > 0) await keepAnswers(writing, replyTo, said, isAgain || isAnew)
  return results
}

async function applyOne(writing: Writing, effect: Effect): Promise<EffectResult> {
  switch (effect.kind) {
    case 'command': {
      const handled = await writing.handle(effect.stream, effect.command)
      const isAsked = handled.events.some(({ type }) => type === 'SeatAsked')
      if (isAsked && effect.command.type === 'AskSeat')
        await hearAgain(writing.queries, { user: effect.command.person.id, at: effect.command.at })
      if (readsAsIdea(effect)) await forgetFormProblems(writing, effect.stream)
      return resultOf(handled)
    }
    case 'link':
      return linked(writing, effect.command)
    case 'answer':
      return { events: [], answer: effect.answer }
    case 'config': {
      const { repository, installation, commit } = effect
      await writing.enqueue('config', `${repository.id}:${commit}`, { repository, installation, commit })
      return { events: [], answer: null }
    }
    case 'installed':
      await writing.hasten(effect.owner)
      return { events: [], answer: null }
    case 'moved': {
      await move(writing, effect)
      return { events: [], answer: null }
    }
    case 'touched':
      return { events: [], answer: null, fought: await putBack(writing, effect) }
  }
}

/** Where the idea goes on, what the new issue opened before its move was heard is closed: it would be billed twice. */
async function move(writing: Writing, { stream, to, at }: Effect & { kind: 'moved' }): Promise<void> {
  const { queries } = writing
  await keepMove(queries, stream, to)
  await moveSurface(queries, stream, to)
  if (!(await isAlive(queries, stream))) return
  const source = { kind: 'issue', issue: to.issue } as const
  await writing.handle(to.stream, { type: 'WithdrawIdea', at, source })
  await writing.showThread(stream)
}

async function linked(writing: Writing, command: LinkColdkey): Promise<EffectResult> {
  const handled = await writing.link(command)
  const { person, at } = command
  if (handled.events.length > 0) await hearAgain(writing.queries, { user: person.id, at })
  return resultOf(handled)
}

/** Whether an older comment of the same person, heard later, would change the answer: one that links a wallet, or asks for a seat. */
function wantsOlder(answer: Answer | null): boolean {
  if (answer?.kind === 'offer') return 'coldkey' in answer.offer && answer.offer.coldkey === null
  if (answer?.kind !== 'refusal') return false
  const { code } = answer.refusal
  return (
    code === 'unlinked' ||
    code === 'no-seat' ||
    code === 'not-a-guide' ||
    code === 'may-not-fund' ||
    code === 'not-a-validator'
  )
}

function resultOf({ refusal, notice, events }: Handled): EffectResult {
  const told = refusal ?? notice
  return {
    events: events.map(({ type }) => type),
    answer: told && { kind: 'refusal', refusal: told },
  }
}

const readsAsIdea = ({ command }: Effect & { kind: 'command' }): boolean =>
  command.type === 'OpenIdea' || command.type === 'EditIdea'

const isSilent = (effect: Effect | undefined): boolean =>
  effect?.kind === 'moved' || (effect?.kind === 'command' && effect.command.type === 'OpenIdea')
