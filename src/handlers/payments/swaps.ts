import { clip } from '../../github/escape.ts'
import { type OpenedState, SHOWN, type ThreadFacts } from '../../github/facts.ts'
import { intents } from '../../mechanisms/subnet/intents.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'

/** The coldkeys, SS58, that what is owed goes to. */
export const payeesOf = (state: SubnetState, linked: ThreadFacts['coldkeys']): string[] =>
  intents(state).flatMap(({ call }) => {
    if (call.kind !== 'transfer') return []
    return 'coldkey' in call.to ? [call.to.coldkey] : (linked[call.to.user] ?? [])
  })

/** Whoever has money coming to a coldkey that is being swapped is told so. Nothing is held back: the heir inherits it. */
export function swapsShown(state: OpenedState, { coldkeys, swaps }: Pick<ThreadFacts, 'coldkeys' | 'swaps'>) {
  const owed = new Set(payeesOf(state, coldkeys))
  const logins = loginsOf(state, coldkeys)
  return Object.entries(swaps)
    .filter(([coldkey]) => owed.has(coldkey))
    .slice(0, SHOWN.items)
    .map(([coldkey, swap]) => ({ coldkey, ...swap, login: logins.get(coldkey) ?? null }))
}

/** By the coldkey that each of those whom the thread knows has linked. */
function loginsOf(
  { idea, disputes }: OpenedState,
  linked: ThreadFacts['coldkeys'],
): ReadonlyMap<string, string> {
  const people = [...disputes.map(({ challenger }) => challenger), ...(idea ? [idea.discoverer] : [])]
  return new Map(
    people.flatMap(({ id, login }) => {
      const { [id]: coldkey } = linked
      return coldkey === undefined ? [] : [[coldkey, clip(login, SHOWN.login)] as const]
    }),
  )
}
