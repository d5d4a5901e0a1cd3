import type { Hears } from '../kit/outside.ts'
import { help, status } from './answers.ts'
import { handlePush } from './push.ts'

export const marketOutside: Hears = {
  commands: [status, help],
  webhooks: { push: handlePush },
}
