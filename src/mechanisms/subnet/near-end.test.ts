import { expect, test } from 'vitest'
import { DAY, START, stream, tick } from '../../../test/support/commands.ts'
import { hand, openHouse } from '../../../test/support/house.ts'
import { minedTales, nearing } from '../../../test/support/mined-tales.ts'
import { slowConfig, slowly } from '../../../test/support/slow.ts'
import type { SubnetCommand } from './state.ts'

// Whoever can still act is told once that an end is near (rules A5 and T2).

const near = (commands: readonly SubnetCommand[]): string[] => {
  const house = openHouse()
  for (const command of slowly(commands)) hand(house, stream(), command, slowConfig)
  return house.happened.map(({ event }) => event.type).filter((type) => type.endsWith('NearsEnd'))
}

/** The round ends at 1,100, and is near its end from 900 on. */
test('of a round that ends, once, however often the clock calls', () => {
  expect(near([...minedTales.scored, tick(899, 17)])).toEqual([])
  expect(near([...minedTales.scored, tick(900, 18), tick(901, 19), tick(1_050, 20)])).toEqual([
    'RoundNearsEnd',
  ])
})

test('nobody is told when the end is over, also while what was said in time is waited for', () => {
  const late = { ...tick(1_100, 20), heardUpTo: START + 10 * DAY }
  expect(near([...minedTales.scored, late, tick(1_101, 21)])).toEqual([])
})

test('of a task that is extended, once for each deadline', () => {
  const type = (life: readonly SubnetCommand[]) => near(life).filter((one) => one === 'TaskNearsEnd')
  const extended = nearing['task-nears-end-empty']
  const first = extended.findIndex(({ at }) => at === START + 3_530)
  expect(type(extended)).toHaveLength(1)
  expect(type(extended.toSpliced(first, 0, tick(3_460, 128)))).toHaveLength(2)
  expect(type([...extended, tick(3_770, 137)])).toHaveLength(1)
})
