import type { Coldkeys } from '../account/ports.ts'
import type { CommandSpec } from '../kit/handler.ts'
import { misplaced } from '../kit/places.ts'
import type { Markets } from '../market/ports.ts'
import type { Electorate } from './ports.ts'

const LONGEST_REASON = 1_000

/** Rule M4. */
export const challenge: CommandSpec<Coldkeys & Electorate & Markets> = {
  name: 'challenge',
  usage: '/challenge <reason>',
  summary: 'Opens a dispute on this idea. If the validators uphold it, the collateral is slashed.',
  who: 'anyone who has linked a coldkey, but not the discoverer',
  run: async ({ args, subject, person, repository, installation, source, at }, ports) => {
    if (subject.kind !== 'idea') return misplaced('challenge', 'idea')
    const wrong = wrongReason(args)
    if (wrong) return { kind: 'answer', answer: { kind: 'bad-command', name: 'challenge', reason: wrong } }
    const { dispute } = await ports.configOf(repository, installation)
    const command = {
      type: 'Challenge',
      challenger: person,
      challengerColdkey: await ports.coldkeyWhen(person.id, { at, source }),
      reason: args,
      electorate: await ports.electorate(dispute.minimumStake, { at, source }),
      at,
      source,
    } as const
    return { kind: 'command', stream: subject.stream, command }
  },
}

function wrongReason(reason: string): string | null {
  if (reason.length === 0)
    return 'Say after the command what is wrong with the idea: validators will judge by it.'
  if (reason.length <= LONGEST_REASON) return null
  return `The reason is longer than ${LONGEST_REASON} characters. Write the gist after the command, and the rest below it.`
}
