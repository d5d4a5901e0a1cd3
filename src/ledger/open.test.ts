import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  bill,
  byComment,
  coldkeys,
  contribution,
  issueBill,
  linkPassed,
  loanOpened,
  openIdea,
  people,
  seeDeposit,
  settle,
  stream,
} from '../../test/support/commands.ts'
import type { Ledger } from './ledger.ts'
import { openLedger } from './open.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

test('an idea goes from opened to minable, and the ledger holds', async () => {
  await ledger.write((w) =>
    w.link({
      type: 'LinkColdkey',
      person: people.ada,
      coldkey: coldkeys.ada,
      heldBy: null,
      ...byComment(0, 1),
    }),
  )
  await ledger.write(async (w) => {
    await w.handle(stream(), openIdea())
    await w.handle(stream(), issueBill())
    await w.handle(stream(), seeDeposit(10, 5))
    await w.handle(stream(), linkPassed(11))
    await w.handle(stream(), loanOpened(12, 6))
    await w.handle(stream(), contribution(13, 7, coldkeys.ben, 100))
    await w.handle(stream(), settle(14, 8, `loan-finalize:${stream()}:1`))
  })
  const state = await ledger.readSubnet(stream())
  expect(state.phase).toBe('minable')
  expect(state.deposit.bill).toEqual(bill)
})
