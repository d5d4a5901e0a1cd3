import type { CommandSpec } from '../kit/handler.ts'
import { notParsed, type Parsed } from '../kit/parse/parsed.ts'

const SIDES = ['chain', 'repository'] as const

/** Rule C1. */
export const reconcile: CommandSpec = {
  name: 'reconcile',
  usage: '/reconcile chain|repository',
  summary:
    'Says which side is right where the chain differs from the architecture: `repository` sets the chain, `chain` proposes a change of the files.',
  who: 'the guarantor whose architecture is in force',
  run: async ({ args, subject, person, source, at }) => {
    const side = parseSide(args)
    if (!side.ok)
      return { kind: 'answer', answer: { kind: 'bad-command', name: 'reconcile', reason: side.reason } }
    const command = { type: 'Reconcile', side: side.value, person, at, source } as const
    return { kind: 'command', stream: subject.stream, command }
  },
}

export function parseSide(args: string): Parsed<(typeof SIDES)[number]> {
  const word = args.replaceAll('`', '').trim().toLowerCase()
  const side = SIDES.find((one) => one === word)
  return side ? { ok: true, value: side } : notParsed(WHICH)
}

const WHICH =
  'Say which side is right: `/reconcile repository` sets the chain as the files say, `/reconcile chain` proposes files that say what the chain has.'
