import { expect, test } from 'vitest'
import { people, stream } from '../../../test/support/commands.ts'
import { openFunding } from '../../../test/support/further-tale.ts'
import { hand, openHouse } from '../../../test/support/house.ts'
import { openTask, reconcile } from '../../../test/support/mined-commands.ts'
import { slowConfig, slowly } from '../../../test/support/slow.ts'
import { updateTales } from '../../../test/support/update-tales.ts'
import type { SubnetCommand } from '../subnet/state.ts'

const { ben, fox } = people

/** Ben guarantees what was launched, Fox the update of the first month. */
test.each([
  ['while nothing is merged', updateTales.guaranteed, ben],
  ['from when the chain is like it', updateTales.probation, fox],
  ['once it has held', updateTales.returned, fox],
  ['once it broke', updateTales.broke, ben],
  ['once it is set back', updateTales.slashed, ben],
  ['where the chain does not take it', updateTales.refused, ben],
])('who guarantees an update guides the subnet, and nobody else: %s', (_, tale, guide) => {
  const other = guide === ben ? fox : ben
  for (const ask of [reconciling, opening, funding]) {
    expect(refusalOf(tale, ask(other)), ask.name).toMatch(/^(not-guarantor|not-a-guide|may-not-fund)$/)
    expect(refusalOf(tale, ask(guide)), ask.name).not.toMatch(/^(not-guarantor|not-a-guide|may-not-fund)$/)
  }
})

const LATER = 4_000
const reconciling = (person: typeof ben) => reconcile(LATER, 'repository', person)
const opening = (opener: typeof ben) => openTask(LATER, 60, { opener })
const funding = (person: typeof ben) => openFunding(LATER, 50, person)

function refusalOf(tale: readonly SubnetCommand[], command: SubnetCommand): string {
  const house = openHouse()
  const said = house.refusals.length
  for (const one of slowly([...tale, command])) hand(house, stream(), one, slowConfig)
  return house.refusals.slice(said).at(-1)?.code ?? 'none'
}
