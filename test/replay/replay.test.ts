import { expect, test } from 'vitest'
import { openLedger } from '../../src/ledger/open.ts'
import { type End, openMarket } from './market.ts'

const market = openMarket()
/** The end of the first test, which the other must come to as well. */
let inOrder: End
let calls: string[]

test('the API calls are exactly those expected, and a second time there are none', async () => {
  const ledger = await openLedger()
  try {
    const { recordings } = market
    const handled = await market.put(ledger, recordings)
    expect(handled).toHaveLength(recordings.length)
    await expect(`${market.calls.join('\n')}\n`).toMatchFileSnapshot('golden/calls.txt')
    inOrder = await market.end(ledger)
    await expect(`${JSON.stringify(inOrder.shown, null, 2)}\n`).toMatchFileSnapshot('golden/shown.json')
    expect(inOrder.unhandled).toEqual({ stored: 0, retrying: 0, dead: 0 })
    expect(inOrder.verified).toBe(true)

    calls = market.calls.splice(0).toSorted()
    expect(await market.put(ledger, recordings)).toEqual([])
    expect(market.calls).toEqual([])
    expect(await market.end(ledger)).toEqual(inOrder)
  } finally {
    await ledger.close()
  }
})

test('reversed, the end is the same and so are the calls', async () => {
  expect(await market.endAfter(market.recordings.toReversed())).toEqual(inOrder)
  expect(market.calls.toSorted()).toEqual(calls)
})
