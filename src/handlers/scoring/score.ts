import { proposalOf } from '../../mechanisms/streams/names.ts'
import type { CommandSpec } from '../kit/handler.ts'
import { misplaced } from '../kit/places.ts'
import { parseScore } from './parse-score.ts'
import type { ScoringStakes } from './ports.ts'

/** Rule A3. */
export const score: CommandSpec<ScoringStakes> = {
  name: 'score',
  usage: '/score 0..100, or /score <criterion>=<0..100> …',
  summary: 'Scores the head of this proposal as it is now, whole or by every criterion of the rubric.',
  who: 'validators, but not the author of the proposal',
  run: async ({ args, subject, person: validator, source, head, at }, ports) => {
    if (subject.kind !== 'proposal') return misplaced('score', 'proposal')
    const parsed = parseScore(args)
    if (!parsed.ok)
      return { kind: 'answer', answer: { kind: 'bad-command', name: 'score', reason: parsed.reason } }
    const { stream, pull } = subject
    const command = {
      type: 'GiveScore',
      pull,
      validator,
      ...(await ports.stakeOf(stream, validator.id, { at, source })),
      score: parsed.value,
      at,
      ...(head !== null && { head }),
      source,
    } as const
    return { kind: 'command', stream: proposalOf(stream, pull), command }
  },
}
