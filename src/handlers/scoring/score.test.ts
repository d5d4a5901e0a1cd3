import { expect, test } from 'vitest'
import { rao } from '../../mechanisms/money.ts'
import { AT, invocation } from '../kit/testing/payloads.ts'
import type { ScoringStakes } from './ports.ts'
import { score } from './score.ts'

const stream = 'subnet:7:1'
const on = (args = '') => ({ ...invocation(args), subject: { kind: 'proposal', stream, pull: 3 } as const })
const dana = { id: 11, login: 'dana' }
const where = { at: AT, source: { kind: 'comment', issue: 3, comment: 2_000 } } as const

test('a score goes to the proposal with what the validator weighs there', async () => {
  const ports: ScoringStakes = {
    stakeOf: async (at, user) => ({ stake: at === stream && user === 11 ? rao(5n) : null }),
  }
  expect(await score.run(on('80'), ports)).toEqual({
    kind: 'command',
    stream: 'proposal:7:1:3',
    command: { type: 'GiveScore', pull: 3, validator: dana, stake: 5n, score: { whole: 80 }, ...where },
  })
  expect(await score.run(on('8.5'), ports)).toMatchObject({ answer: { kind: 'bad-command' } })
})
