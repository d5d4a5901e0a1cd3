import { expect, test } from 'vitest'
import { stream } from '../../../test/support/commands.ts'
import { seeDissolution } from '../../../test/support/dissolved-tale.ts'
import { differing, driftTale } from '../../../test/support/drift-tale.ts'
import { reportDrift, seeDrift } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tellSlowly } from '../../handlers/kit/testing/mined.ts'
import { errands } from '../subnet/errands.ts'

const { passed, probation } = minedTales
const drifted = (...tale: Parameters<typeof tellSlowly>[0]) => tellSlowly(tale).drift
const wanted = (...tale: Parameters<typeof tellSlowly>[0]) =>
  errands(tellSlowly(tale)).filter(({ kind }) => kind === 'drift')

test('what differs is kept as it was first seen so, and told by one issue', () => {
  const seen = seeDrift(90_000, differing)
  expect(drifted(...passed, seen, seeDrift(90_100, differing, 960))).toEqual({
    rows: differing,
    block: 950,
    issue: null,
  })
  expect(wanted(...passed, seen)).toEqual([{ kind: 'drift', key: `drift:${stream()}` }])
  expect(wanted(...passed, seen, reportDrift(90_100))).toEqual([])
  expect(drifted(...passed, seen, reportDrift(90_100), reportDrift(90_200, 14)).issue).toBe(13)
})

test('where nothing differs, or another network was looked at, or the subnet is not live, nothing is told', () => {
  const none = { rows: [], block: null, issue: null }
  expect(drifted(...passed, seeDrift(90_000, []))).toEqual(none)
  expect(drifted(...passed, seeDrift(90_000, differing, 950, 3))).toEqual(none)
  expect(drifted(...probation, seeDrift(1_750, differing))).toEqual(none)
  expect(wanted(...passed)).toEqual([])
})

test('it is gone when it is gone, comes again in the same issue, and ends with the network', () => {
  expect(drifted(...driftTale.slice(0, -1))).toEqual({ rows: [], block: 960, issue: 13 })
  expect(drifted(...driftTale)).toEqual({ rows: differing.slice(0, 1), block: 970, issue: 13 })
  expect(wanted(...driftTale)).toEqual([])
  expect(drifted(...driftTale, seeDissolution(200_000_000, 980)).rows).toEqual([])
})
