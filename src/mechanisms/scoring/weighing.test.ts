import { expect, test } from 'vitest'
import { defaultConfig } from '../config.ts'
import { rao } from '../money.ts'
import { votesOf, weighingOf } from './weighing.ts'

const scoring = { ...defaultConfig.scoring, minimumStake: rao(5n) }

test('validators of root or of a subnet weigh what they have staked there, from the minimum on', () => {
  expect(weighingOf({ ...scoring, validators: { kind: 'root' } })).toEqual({
    by: 'stake',
    netuid: 0,
    minimum: 5n,
  })
  expect(weighingOf({ ...scoring, validators: { kind: 'subnet', netuid: 7 } })).toEqual({
    by: 'stake',
    netuid: 7,
    minimum: 5n,
  })
})

test('members of a team have one vote each, and strangers none', () => {
  const team = { kind: 'team', organization: 'riverbed', team: 'validators' } as const
  expect(weighingOf({ ...scoring, validators: team })).toEqual({ by: 'membership', team })
  expect(votesOf([1, 2, 3], [2, 9])).toEqual({ 2: 1n })
})
