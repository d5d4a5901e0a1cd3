import type { Occurrence } from '../../mechanisms/kernel/occurrence.ts'

export interface Coldkeys {
  /** SS58 of the coldkey that an account had linked when it wrote something, null where it had none. */
  coldkeyWhen(user: number, said: Occurrence): Promise<string | null>
}
