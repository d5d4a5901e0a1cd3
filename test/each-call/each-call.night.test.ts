import { expect, test } from 'vitest'
import { openEachCall } from './each-call.ts'
import { isBy, routesOfFamilies } from './routes.ts'
import { FAULTS } from './way.ts'

const asked = new Set<string>()

test.for(FAULTS)(
  '%s to any one call of any errand changes nothing of its end',
  { timeout: 600_000 },
  async (fault) => {
    // A GitHub for each: it limits how much people ask in an hour.
    const each = await openEachCall()
    const wrong: string[] = []
    for (const name of each.names) {
      for (const place of (await each.calls(name)).keys())
        await each.expectSameEnd(name, fault, place).catch((error) => wrong.push(String(error)))
    }
    for (const call of each.asked) asked.add(call)
    await each.stop()
    expect(wrong).toEqual([])
  },
)

test('every call that the families of a live subnet name was made, and went wrong', async () => {
  const routes = await routesOfFamilies()
  expect(routes.length).toBeGreaterThan(15)
  expect(routes.filter((route) => ![...asked].some((call) => isBy(route, call)))).toEqual([])
})
