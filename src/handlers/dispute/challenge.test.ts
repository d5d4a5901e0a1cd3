import { expect, test } from 'vitest'
import { defaultConfig } from '../../mechanisms/config.ts'
import { rao } from '../../mechanisms/money.ts'
import { AT, fakePorts, invocation } from '../kit/testing/payloads.ts'
import { challenge } from './challenge.ts'

test('a challenge carries its reason, the challenger’s coldkey and those who may vote', async () => {
  const asked: bigint[] = []
  const electorate = [{ user: 1, coldkey: 'v', stake: rao(9n) }]
  const dispute = { ...defaultConfig.dispute, minimumStake: rao(77n) }
  const ports = fakePorts({
    coldkeyWhen: async (user) => `coldkey of ${user}`,
    configOf: async () => ({ ...defaultConfig, dispute }),
    electorate: async (minimum) => {
      asked.push(minimum)
      return electorate
    },
  })
  expect(await challenge.run(invocation('It was done before.'), ports)).toEqual({
    kind: 'command',
    stream: 'subnet:7:3',
    command: {
      type: 'Challenge',
      challenger: { id: 11, login: 'dana' },
      challengerColdkey: 'coldkey of 11',
      reason: 'It was done before.',
      electorate,
      at: AT,
      source: { kind: 'comment', issue: 3, comment: 2_000 },
    },
  })
  expect(asked).toEqual([77n])
})

test.for([
  ['', /Say after the command/],
  ['x'.repeat(1_001), /longer than 1000 characters/],
] as const)('a reason must be given, and be short: %s', async ([reason, says]) => {
  expect(await challenge.run(invocation(reason), fakePorts())).toMatchObject({
    answer: { kind: 'bad-command', name: 'challenge', reason: expect.stringMatching(says) },
  })
})

test('a reason of 1,000 characters is taken', async () => {
  expect(await challenge.run(invocation('x'.repeat(1_000)), fakePorts())).toMatchObject({ kind: 'command' })
})
