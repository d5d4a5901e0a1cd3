import type { Hears } from '../kit/outside.ts'
import { handleTouchedLabel } from '../put-back.ts'
import { help, status } from './answers.ts'
import { handlePush } from './push.ts'

export const marketOutside: Hears = {
  commands: [status, help],
  webhooks: { issues: handleTouchedLabel, push: handlePush },
}
