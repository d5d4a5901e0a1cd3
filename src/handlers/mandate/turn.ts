import { goesAt, type Turn } from '../../mechanisms/architecture/turns.ts'

/** C1: a call of the owner's goes at its block, and not in the last blocks of an epoch. */
export function whyNotYet(turn: Turn, head: number): string | null {
  const block = goesAt(turn, head)
  return block === null
    ? null
    : `It goes at block ${block}: the chain limits how often the owner sets the same, and takes nothing in the last blocks before an epoch.`
}
