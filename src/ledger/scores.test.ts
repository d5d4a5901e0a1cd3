import { afterEach, beforeEach, expect, test } from 'vitest'
import { handTo, live } from '../../test/support/addressed.ts'
import { stream } from '../../test/support/commands.ts'
import { giveScore, validators } from '../../test/support/mined-commands.ts'
import { minedTales } from '../../test/support/mined-tales.ts'
import { readCandidates } from './candidates.ts'
import type { Ledger } from './ledger.ts'
import { openLedger } from './open.ts'
import { rebuild } from './rebuild.ts'
import { readScores } from './scores.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
})
afterEach(() => ledger.close())

const read = async () => readScores(ledger.queries, await readCandidates(ledger.queries, [stream()]))
const pointsOf = async () =>
  Object.entries(await read()).map(([pull, given]) => [
    Number(pull),
    Object.values(given).map(({ validator, points }) => [validator.id, points]),
  ])

test('scores that were read once are read again when another has come, and only then', async () => {
  const [eva, fox] = validators
  if (!eva || !fox) throw new Error('nobody scores')
  await live(ledger, stream(), [
    ...minedTales.proposed,
    giveScore(130, 11, fox, 90),
    giveScore(131, 12, eva, 60),
  ])
  const before = await read()
  await live(ledger, stream(), [giveScore(140, 11, eva, 50), giveScore(150, 11, fox, 10)])
  const after = await read()
  expect(after[12]).toBe(before[12])
  const given = [
    [
      11,
      [
        [eva.user, 5_000],
        [fox.user, 1_000],
      ],
    ],
    [12, [[eva.user, 6_000]]],
  ]
  expect(await pointsOf()).toEqual(given)
  await ledger.queries.transaction(rebuild)
  expect(await pointsOf()).toEqual(given)
})

test('a score that is heard late replaces no later one', async () => {
  const [eva] = validators
  if (!eva) throw new Error('nobody scores')
  await live(ledger, stream(), [...minedTales.proposed, giveScore(140, 11, eva, 50)])
  const late = giveScore(130, 11, eva, 90)
  const { refusal } = await ledger.write((writing) => handTo(writing, stream(), late))
  expect(refusal?.code).toBe('scored-since')
  expect(await pointsOf()).toEqual([[11, [[eva.user, 5_000]]]])
})
