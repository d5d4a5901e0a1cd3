import type { CommandSpec, Effect, Invocation } from '../kit/handler.ts'
import { linkMessage, verifyLink } from './link-signature.ts'

/** Rule I1. */
export const link: CommandSpec = {
  name: 'link',
  usage: '/link <address> <signature>',
  summary:
    'Ties your GitHub account to a coldkey, proven by a signature. Linking again replaces it from then on.',
  who: 'anyone',
  run: async (invocation) => {
    const [ss58 = '', signature = '', ...rest] = invocation.args.split(/\s+/)
    if (!ss58 || !signature || rest.length > 0) return bad(invocation, wantsTwo(invocation))
    const verified = verifyLink({ userId: invocation.person.id, ss58, signature })
    if (!verified.ok) return bad(invocation, verified.reason)
    const { person, repository, source, at } = invocation
    const coldkey = verified.value.ss58
    return { kind: 'link', command: { type: 'LinkColdkey', person, coldkey, repository, at, source } }
  },
}

const wantsTwo = ({ person }: Invocation): string =>
  `Write the address and the signature after it, on one line. Sign \`${linkMessage(person.id, '<address>')}\`.`

const bad = ({ person }: Invocation, reason: string): Effect => ({
  kind: 'answer',
  answer: { kind: 'bad-link', reason, user: person.id },
})
