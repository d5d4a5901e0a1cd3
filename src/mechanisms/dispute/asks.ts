import type { RowsAsked } from '../kernel/beside.ts'
import type { Named, Tick } from '../kernel/family.ts'

/** A tick sees what is over up to where all that people wrote was heard: challenges and incidents alike. */
export function askOver(_: string, command: Tick | Named): RowsAsked | null {
  if (command.type !== 'Tick') return null
  const { at, heardUpTo = at } = command as Tick
  return { rows: 'over', at: heardUpTo }
}
