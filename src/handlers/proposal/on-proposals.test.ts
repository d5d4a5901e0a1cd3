import { expect, test } from 'vitest'
import { rao } from '../../mechanisms/money.ts'
import { challenge } from '../dispute/challenge.ts'
import { reject, uphold } from '../dispute/votes.ts'
import type { Subject } from '../kit/handler.ts'
import { AT, fakePorts, invocation } from '../kit/testing/payloads.ts'
import { decline } from '../mining/decline.ts'
import { guarantee } from '../mining/guarantee.ts'
import { score } from '../scoring/score.ts'

const stream = 'subnet:7:1'
const proposal: Subject = { kind: 'proposal', stream, pull: 3 }
const incident: Subject = { kind: 'incident', stream, issue: 3 }
const idea: Subject = { kind: 'idea', stream: 'subnet:7:3' }
const dana = { id: 11, login: 'dana' }
const where = { at: AT, source: { kind: 'comment', issue: 3, comment: 2_000 } } as const
const on = (subject: Subject, args = '') => ({ ...invocation(args), subject })

test('a score goes to the proposal with what the validator weighs there', async () => {
  const ports = fakePorts({ stakeOf: async (at, user) => (at === stream && user === 11 ? rao(5n) : null) })
  expect(await score.run(on(proposal, '80'), ports)).toEqual({
    kind: 'subnet',
    stream,
    command: { type: 'GiveScore', pull: 3, validator: dana, stake: 5n, score: { whole: 80 }, ...where },
  })
  expect(await score.run(on(proposal, '8.5'), ports)).toMatchObject({ answer: { kind: 'bad-command' } })
})

test('the invited miner accepts with the linked coldkey, or declines', async () => {
  const ports = fakePorts({ coldkeyOf: async (user) => `coldkey of ${user}` })
  expect(await guarantee.run(on(proposal), ports)).toEqual({
    kind: 'subnet',
    stream,
    command: { type: 'Accept', pull: 3, person: dana, coldkey: 'coldkey of 11', ...where },
  })
  expect(await decline.run(on(proposal), ports)).toEqual({
    kind: 'subnet',
    stream,
    command: { type: 'Decline', pull: 3, person: dana, ...where },
  })
})

test('on an incident the votes are votes on it', async () => {
  expect(await uphold.run(on(incident), fakePorts())).toEqual({
    kind: 'subnet',
    stream,
    command: { type: 'VoteIncident', issue: 3, voter: dana, side: 'uphold', ...where },
  })
})

test.for([
  [score, [idea, incident], 'a pull request in a subnet’s repository'],
  [guarantee, [idea, incident], 'a pull request in a subnet’s repository'],
  [decline, [idea, incident], 'a pull request in a subnet’s repository'],
  [challenge, [proposal, incident], 'the issue of an idea'],
  [uphold, [proposal], 'the issue of an idea or on an incident'],
  [reject, [proposal], 'the issue of an idea or on an incident'],
] as const)(
  'a command in the wrong place is told the right one: $0.name',
  async ([command, subjects, place]) => {
    for (const subject of subjects) {
      expect(await command.run(on(subject, 'x'), fakePorts())).toEqual({
        kind: 'answer',
        answer: { kind: 'bad-command', name: command.name, reason: expect.stringContaining(place) },
      })
    }
  },
)
