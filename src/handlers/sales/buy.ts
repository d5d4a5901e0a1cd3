import type { Coldkeys } from '../account/ports.ts'
import type { CommandSpec, Effect } from '../kit/handler.ts'
import { parseAlpha } from '../kit/parse/amount.ts'
import type { Offers } from './ports.ts'

/** Rule S1: what a share costs and how to buy it. It changes nothing: what counts is the alpha that arrives. */
export const buy: CommandSpec<Coldkeys & Offers> = {
  name: 'buy',
  usage: '/buy [alpha]',
  summary: 'Says what your share of the output would be, and gives the call that buys it.',
  who: 'anyone, once the subnet is live',
  run: async ({ subject: { stream }, args, person, at, source }, ports) => {
    const more = args.trim() === '' ? null : parseAlpha(args)
    if (more && !more.ok) return refused(more.reason)
    if (more?.value === 0n) return refused('Nothing to buy: name more than 0 alpha.')
    const coldkey = await ports.coldkeyWhen(person.id, { at, source })
    const offer = await ports.offerOf(stream, { coldkey, more: more?.value ?? null })
    return { kind: 'answer', answer: { kind: 'offer', offer } }
  },
}

const refused = (reason: string): Effect => ({
  kind: 'answer',
  answer: { kind: 'bad-command', name: 'buy', reason },
})
