import type { Calls } from '../call-kinds.ts'
import type { Chain } from '../client.ts'
import { reasonOf } from '../connection.ts'
import { limitsOf } from './limits.ts'
import { atNoTime, bytesOf, itemsOf, type Planned } from './ways.ts'

/**
 * Why some intents cannot be made into a call, by key: the payee is no address, the chain does not have the call, or it has more bytes
 * than an extrinsic may have. They are held, and stop no other.
 */
export function unmadeOf(
  chain: Pick<Chain, 'api' | 'slotDuration'>,
  calls: Calls,
  due: readonly Planned[],
): Map<string, string> {
  const { bytes } = limitsOf(chain.api())
  const unmade = new Map<string, string>()
  for (const one of due) {
    try {
      const encodedLength = bytesOf(itemsOf(chain.api(), calls, one, atNoTime(chain)))
      if (encodedLength > bytes) {
        unmade.set(one.intent.key, `The call has ${encodedLength} bytes: an extrinsic holds ${bytes}.`)
      }
    } catch (error) {
      unmade.set(one.intent.key, `No call can be made of it: ${reasonOf(error)}`)
    }
  }
  return unmade
}
