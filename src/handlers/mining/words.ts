import type { Markdown } from '../../github/escape.ts'
import { renderPart } from '../../github/template.ts'
import type { Lapse, Round } from '../../mechanisms/mining/slice.ts'
import { templatesIn } from '../kit/words.ts'

export const lapses: Readonly<Record<Lapse, string>> = templatesIn(
  'mining/lapse',
  'closed',
  'deadline',
  'declined',
  'head-moved',
  'low-grade',
  'no-proposal',
  'not-merged',
  'not-better',
  'on-probation',
  'merged',
  'dissolved',
)

/** Why a round came to nothing, in words. */
export const lapseOf = (why: Lapse, { rules, month, grade, needed }: Round): Markdown =>
  renderPart(lapses[why], {
    least: rules.mining.leastGrade ?? 0,
    margin: month?.marginBasisPoints ?? 0,
    grade: grade ?? null,
    needed: needed ?? 0,
  })
