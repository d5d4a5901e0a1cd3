import { expect, test } from 'vitest'
import { codecsOf } from '../runtime/codec.ts'
import { metadataDifferences } from './differences.ts'
import { newest, specs } from './specs.ts'

/** Their numbers differ by version: `runtime.ts` encodes them by its own. */
const OWN = /^(storage System\.Events|outer (event|error)|\w+ (events|errors)\b)|^constant System\.Version/

/** The newer has the older's items under other names, and more of them: none is encoded otherwise. */
const RENAMED = [
  'CheckNonZeroSender',
  'SubtensorModule calls.set_mechanism_weights.mecid: ',
  'storage SubtensorModule.Delegates value: ',
  'storage SubtensorModule.LastRateLimitedBlock key.OwnerHyperparamUpdate.1: ',
  'storage System.Account value.data.free: ',
]

test('calls, storage, constants and runtime APIs of all versions are encoded as in the newest', () => {
  for (const spec of specs) {
    const [older, newer] = [codecsOf(spec).metadata, codecsOf(newest).metadata]
    const others = metadataDifferences(older, newer, new Set()).filter((line) => !OWN.test(line))
    const unexplained = others.filter((line) => !RENAMED.some((start) => line.startsWith(start)))
    expect(unexplained).toEqual([])
  }
})

test('events and errors are not: each version numbers its own', () => {
  const [older, newer] = [codecsOf(424), codecsOf(475)]
  expect(older.errorIndex('Crowdloan', 'CapNotRaised')).toEqual([27, 16])
  expect(newer.errorIndex('Crowdloan', 'CapNotRaised')).toEqual([27, 17])
  expect(() => newer.errorIndex('SubtensorModule', 'InsufficientBalance')).toThrow()
})
