import { expect, test } from 'vitest'
import { AT, invocation } from '../kit/testing/payloads.ts'
import { decline } from './decline.ts'
import { guarantee } from './guarantee.ts'

const stream = 'subnet:7:1'
const on = (args = '') => ({ ...invocation(args), subject: { kind: 'proposal', stream, pull: 3 } as const })
const dana = { id: 11, login: 'dana' }
const where = { at: AT, source: { kind: 'comment', issue: 3, comment: 2_000 } } as const

test('the invited miner accepts with the linked coldkey, or declines', async () => {
  const ports = { coldkeyWhen: async (user: number) => `coldkey of ${user}` }
  expect(await guarantee.run(on(), ports)).toEqual({
    kind: 'command',
    stream: 'race:7:1',
    command: { type: 'Accept', pull: 3, person: dana, coldkey: 'coldkey of 11', ...where },
  })
  expect(await decline.run(on(), null)).toEqual({
    kind: 'command',
    stream: 'race:7:1',
    command: { type: 'Decline', pull: 3, person: dana, ...where },
  })
})
