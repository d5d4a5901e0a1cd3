import { expect, test } from 'vitest'
import { DAY, potsOfIssue, settle, tick } from '../../../test/support/commands.ts'
import { seeDissolution } from '../../../test/support/dissolved-tale.ts'
import { elsewhere, gatheredTale, gatherKey, reckonWith } from '../../../test/support/gathered-tale.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tell } from '../../../test/support/tell.ts'
import { dividendsOf } from '../streams/names.ts'
import type { SubnetCommand } from '../subnet/state.ts'
import { type DividendsState, dividends } from './dividends.ts'

const told = (...commands: readonly SubnetCommand[]) => tell([...minedTales.passed, ...commands], minedConfig)
type Told = ReturnType<typeof told>
const stateOf = ({ house, state }: Told) =>
  house.stream(dividendsOf(state.stream)) as unknown as DividendsState
const wished = (one: Told) => dividends.wished(stateOf(one)).map(({ key }) => key)

const first = [tick(90_000, 900), reckonWith(90_100, 1, elsewhere)] as const
const [one, other] = elsewhere.map(({ hotkey }) => gatherKey(1, hotkey))

test('what lies elsewhere is wished onto the hotkey, each by itself, and once', () => {
  const begun = told(...first)
  expect(wished(begun)).toEqual([one, other])
  expect(dividends.wished(stateOf(begun))[0]).toMatchObject({
    pot: { kind: 'treasury' },
    call: { kind: 'gather-alpha', hotkey: elsewhere[0]?.hotkey, target: potsOfIssue().hotkey },
  })
  const moved = settle(90_200, 910, one ?? '')
  const half = told(...first, moved)
  expect(wished(half)).toEqual([other])
  expect(stateOf(told(...first, moved, moved))).toEqual(stateOf(half))
  const all = told(...first, moved, settle(90_300, 911, other ?? ''))
  expect(stateOf(all).dividends.gathering).toBeNull()
})

test('what was not moved by the next day is read anew, and what settles later means nothing', () => {
  const next = [tick(90_000 + DAY, 8_100), reckonWith(90_100 + DAY, 2, elsewhere.slice(1))] as const
  const after = told(...first, ...next)
  expect(wished(after)).toEqual([gatherKey(2, elsewhere[1]?.hotkey ?? '')])
  const late = told(...first, ...next, settle(90_200 + DAY, 8_110, other ?? ''))
  expect(wished(late)).toEqual(wished(after))
  expect(wished(told(...first, next[0], reckonWith(90_100 + DAY, 2, [])))).toEqual([])
})

test('the operator can give one up, and with the network all end', () => {
  const cancel = {
    type: 'CancelIntent',
    key: one ?? '',
    operator: 'ops',
    reason: 'that hotkey is swapped',
    at: 2_000_000_000_000,
    source: { kind: 'errand', name: 'operator' },
  } as const
  expect(wished(told(...first, cancel))).toEqual([other])
  const gone = told(...first, seeDissolution(90_400, 920))
  expect(wished(gone)).toEqual([])
  expect(gone.events.filter(({ type }) => type === 'GatheringEnded')).toHaveLength(1)
  expect(tell(gatheredTale, minedConfig).state.dividends.gathering).toBeNull()
})
