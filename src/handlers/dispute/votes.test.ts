import { expect, test } from 'vitest'
import { AT, fakePorts, invocation } from '../kit/testing/payloads.ts'
import { reject, uphold } from './votes.ts'

test.for([
  [uphold, 'uphold'],
  [reject, 'reject'],
] as const)('a vote says who, which side and when; words after it do not matter', async ([command, side]) => {
  expect(command.name).toBe(side)
  expect(await command.run(invocation('of course'), fakePorts())).toEqual({
    kind: 'command',
    stream: 'subnet:7:3',
    command: {
      type: 'Vote',
      voter: { id: 11, login: 'dana' },
      side,
      at: AT,
      source: { kind: 'comment', issue: 3, comment: 2_000 },
    },
  })
})

test('on an incident the votes are votes on it', async () => {
  expect(
    await uphold.run(
      { ...invocation(), subject: { kind: 'incident', stream: 'subnet:7:1', issue: 3 } },
      fakePorts(),
    ),
  ).toEqual({
    kind: 'command',
    stream: 'subnet:7:1',
    command: {
      type: 'VoteIncident',
      issue: 3,
      voter: { id: 11, login: 'dana' },
      side: 'uphold',
      at: AT,
      source: { kind: 'comment', issue: 3, comment: 2_000 },
    },
  })
})
