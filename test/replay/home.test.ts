import { expect, test } from 'vitest'
import { leaderboard } from '../../src/mechanisms/scoring/leaderboard.ts'
import { subnetStream } from '../../src/mechanisms/subnet/state.ts'
import { type End, openHome } from './home.ts'
import { again, shuffled } from './replaying.ts'

const home = openHome()
/** The end of the first test, which the others must come to as well. */
let inOrder: End
let calls: string[]

test('the API calls are exactly those expected, and a second time there are none', () =>
  home.within(async (ledger) => {
    const { recordings, seed } = home
    expect(await home.put(ledger, recordings)).toHaveLength(recordings.length)
    await expect(`${home.calls.join('\n')}\n`).toMatchFileSnapshot('golden/home-calls.txt')
    inOrder = await home.end(ledger)
    await expect(`${JSON.stringify(inOrder.shown, null, 2)}\n`).toMatchFileSnapshot('golden/home-shown.json')
    expect(inOrder.unhandled).toEqual({ stored: 0, retrying: 0, dead: 0 })
    expect(inOrder.verified).toBe(true)
    const state = await ledger.readSubnet(subnetStream(seed.market.id, seed.issue))
    expect(Object.values(state.proposals).map(({ author, status }) => [author.login, status])).toEqual([
      ['mia', 'open'],
      ['nora', 'open'],
      ['milo', 'closed'],
    ])
    expect(leaderboard(state).map(({ author, scores }) => [author.login, scores])).toEqual([
      ['nora', 2],
      ['mia', 1],
    ])

    calls = home.calls.splice(0).toSorted()
    expect(await home.put(ledger, recordings)).toEqual([])
    expect(home.calls).toEqual([])
    expect(await home.end(ledger)).toEqual(inOrder)
  }))

test('doubled and all out of order, the end is the same and so are the calls', async () => {
  const { recordings } = home
  expect(await home.endAfter([...recordings.toReversed(), ...shuffled(recordings)])).toEqual(inOrder)
  expect(home.calls.toSorted()).toEqual(calls)
})

test('what GitHub sends twice under two ids is carried out once', async () => {
  expect(await home.endAfter([...home.recordings, ...again(home.recordings)])).toEqual(inOrder)
})

test('another score leads to another end: the comparison can fail', async () => {
  const changed = home.recordings.map(({ file, arrival }) => {
    const text = Buffer.from(arrival.body).toString()
    return { file, arrival: { ...arrival, body: Buffer.from(text.replaceAll('/score 97', '/score 7')) } }
  })
  const end = await home.endAfter(changed)
  expect(end.events).toHaveLength(inOrder.events.length)
  expect(end.events).not.toEqual(inOrder.events)
})
