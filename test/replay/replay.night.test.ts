import { beforeEach, expect, test } from 'vitest'
import { type End, openMarket } from './market.ts'
import { again, shuffled } from './replaying.ts'

const market = openMarket()
/** What the recordings lead to in the order in which they came. */
let inOrder: End
let calls: string[]

beforeEach(async () => {
  inOrder ??= await market.endAfter(market.recordings)
  calls ??= market.calls.toSorted()
})

test('doubled and shuffled, the end is the same and so are the calls', async () => {
  const { recordings } = market
  for (const given of [[...recordings, ...recordings], shuffled(recordings)]) {
    expect(await market.endAfter(given)).toEqual(inOrder)
    expect(market.calls.toSorted()).toEqual(calls)
  }
})

test('what GitHub sends twice under two ids is carried out once', async () => {
  expect(await market.endAfter([...market.recordings, ...again(market.recordings)])).toEqual(inOrder)
})

test('another text leads to another end: the comparison can fail', async () => {
  const changed = market.recordings.map(({ file, arrival }) => {
    const text = Buffer.from(arrival.body).toString()
    return { file, arrival: { ...arrival, body: Buffer.from(text.replaceAll('/status', '/uphold')) } }
  })
  const end = await market.endAfter(changed)
  expect(end.shown).not.toEqual(inOrder.shown)
  expect(end.events).toEqual(inOrder.events)
})
