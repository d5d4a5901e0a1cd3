import type { CommandSpec } from '../kit/handler.ts'
import { parseTao } from '../kit/parse/amount.ts'
import type { IncidentElectorate } from '../probation/ports.ts'

/** Rule D2. */
export const fund: CommandSpec<IncidentElectorate> = {
  name: 'fund',
  usage: '/fund <TAO>',
  summary:
    'Opens another round of funding: a crowdloan into the subnet’s treasury, whose funders get the same privilege as the first.',
  who: 'the guarantor and linked validators, once the subnet is live or cannot pay its registration',
  run: async ({ args, subject: { stream }, person, source, at }, ports) => {
    const target = parseTao(args.replaceAll('`', '').trim())
    if (!target.ok) {
      return { kind: 'answer', answer: { kind: 'bad-command', name: 'fund', reason: target.reason } }
    }
    const isValidator = await ports.isValidator(stream, person.id, { at, source })
    const command = { type: 'OpenFunding', target: target.value, person, isValidator, at, source } as const
    return { kind: 'command', stream, command }
  },
}
