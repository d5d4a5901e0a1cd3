import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { live } from '../../test/support/addressed.ts'
import { coldkeys, people, repository, START, stream } from '../../test/support/commands.ts'
import { minedConfig } from '../../test/support/mined-commands.ts'
import { linkOf, tales } from '../../test/support/tales.ts'
import { readDue } from './attempts.ts'
import { keepConfig } from './configs.ts'
import type { Ledger } from './ledger.ts'
import { successorOf } from './lineage.ts'
import { coldkeyOf } from './links.ts'
import { openLedger } from './open.ts'
import { rebuild } from './rebuild.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, repository.id, minedConfig)
})
afterEach(() => ledger.close())

const { ada, ben, eva, fox } = coldkeys

const swap = (from: string, to: string, after: number) =>
  ledger.write(({ handle }) =>
    handle(`coldkey:${from}`, {
      type: 'SeeSwap',
      from,
      to,
      at: START + after,
      source: { kind: 'block', block: after, blockHash: '0xb', extrinsic: 0 },
    }),
  )
const link = (...args: Parameters<typeof linkOf>) => ledger.write((writing) => writing.link(linkOf(...args)))
const held = (person: keyof typeof people) => coldkeyOf(ledger.queries, people[person].id)
const payees = async () =>
  (await readDue(ledger.queries, Number.MAX_SAFE_INTEGER)).map(({ intent, coldkey }) => [
    intent.purpose.kind,
    coldkey,
  ])

test('what is owed to a coldkey, and its link, are its heir’s, also where the heir was swapped again', async () => {
  await link('ada')
  await live(ledger, stream(), tales.minable)
  expect(await payees()).toContainEqual(['collateral-return', ada])
  await swap(ada, fox, 70)
  await swap(fox, eva, 80)
  expect(await payees()).toContainEqual(['collateral-return', eva])
  expect(await held('ada')).toBe(eva)
  await ledger.write(({ queries }) => rebuild(queries))
  expect(await payees()).toContainEqual(['collateral-return', eva])
  expect(await held('ada')).toBe(eva)
})

test('what comes to be owed after the swap is the heir’s too', async () => {
  await swap(ada, fox, 1)
  await live(ledger, stream(), tales.minable)
  expect(await payees()).toContainEqual(['collateral-return', fox])
})

test('who has proven control of the heir keeps it, and a link that was written before the swap follows it', async () => {
  await link('ben')
  await link('eva')
  await swap(ben, eva, 70)
  expect([await held('ben'), await held('eva')]).toEqual([null, eva])
  await swap(ada, fox, 80)
  await link('ada', 60)
  expect(await held('ada')).toBe(fox)
  // Said after it, it is meant.
  await link('ada', 90)
  expect(await held('ada')).toBe(ada)
})

test('no line leads back to itself, whoever inherits from whom in whatever order', async () => {
  const anyone = fc.constantFrom(ada, ben, eva, fox)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyone, anyone), { maxLength: 8 }), async (swaps) => {
      for (const [n, [from, to]] of swaps.entries()) {
        await swap(from, to, 100 + n)
        expect(await successorOf(ledger.queries, from)).toBe(to)
        expect(await successorOf(ledger.queries, to)).toBe(to)
      }
    }),
    { numRuns: 15 },
  )
})
