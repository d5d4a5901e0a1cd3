import { expect, test } from 'vitest'
import { tao } from '../../../test/support/commands.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tell } from '../../../test/support/tell.ts'
import type { IntentCall } from '../intent.ts'
import { bountyAhead } from '../probation/probation.ts'
import { freeBeside } from './free.ts'

const owing = (kind: string, call: IntentCall) =>
  ({
    key: kind,
    purpose: { kind, about: [] },
    pot: { kind: 'treasury', ordinal: 0 },
    call,
    failures: 0,
    notBefore: 0,
  }) as const
const transfer = (amount: number) => ({ kind: 'transfer', to: { user: 1 }, amount: tao(amount) }) as const

test('what a treasury owes elsewhere, and may owe yet, is not free; rewards of tasks are reckoned by the rules', () => {
  const owed = [
    owing('discoverer-reward', transfer(3)),
    owing('bounty', transfer(2)),
    owing('task-reward', transfer(40)),
    owing('start-call', { kind: 'start-call', netuid: 2 }),
  ]
  expect(freeBeside(tao(50), owed, tao(5))).toBe(tao(40))
  expect(freeBeside(tao(4), owed, tao(0))).toBe(0n)
  expect(freeBeside(tao(4), [], tao(5))).toBe(0n)
})

test('the bounty of a probation that is not over may be owed yet', () => {
  const ahead = (commands: Parameters<typeof tell>[0]) => bountyAhead(tell(commands, minedConfig).state)
  const { probation, passed, failed } = minedTales
  const bounty = ahead(probation)
  expect(bounty).toBeGreaterThan(0n)
  expect([ahead(passed), ahead(failed)]).toEqual([0n, 0n])
})
