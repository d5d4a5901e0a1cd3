import { expect, test } from 'vitest'
import { challenge } from '../dispute/challenge.ts'
import { reject, uphold } from '../dispute/votes.ts'
import { decline } from '../mining/decline.ts'
import { guarantee } from '../mining/guarantee.ts'
import { score } from '../scoring/score.ts'
import type { CommentSubject } from './handler.ts'
import { fakePorts, invocation } from './testing/payloads.ts'

const stream = 'subnet:7:1'
const proposal: CommentSubject = { kind: 'proposal', stream, pull: 3 }
const incident: CommentSubject = { kind: 'incident', stream, issue: 3 }
const idea: CommentSubject = { kind: 'idea', stream: 'subnet:7:3' }
const on = (subject: CommentSubject, args = '') => ({ ...invocation(args), subject })

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
