import type { Pots } from '../../mechanisms/idea/slice.ts'

export interface Ideas {
  isKnown(stream: string): Promise<boolean>
  /** The accounts of the next subnet. */
  nextPots(): Promise<Pots>
}
