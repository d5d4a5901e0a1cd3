import { expect, onTestFinished, test } from 'vitest'
import { openClock } from '../clock.ts'
import { setScene } from '../github/testing/world.ts'
import { connect, startNode } from '../subtensor/test-client.ts'

const DAY = 86_400_000

interface Stamped {
  readonly id: number
  readonly number: number
  readonly created_at: string
  readonly updated_at: string
  readonly closed_at: string | null
}

async function openScene() {
  const clock = openClock({ ago: 30 * DAY })
  const { as, github, hook, stop } = await setScene({ clock })
  onTestFinished(stop)
  const node = await startNode({ clock, devRpc: true })
  const api = await connect(node.url)
  const { owner, repo } = github.market
  const write = async (method: string, path: string, body: object): Promise<Stamped> =>
    (await as<Stamped>('dana', method, `/repos/${owner}/${repo}${path}`, body)).json
  const stampOf = async (block: string): Promise<number> =>
    Number(await (await api.at(block)).query.timestamp?.now?.())
  return { clock, github, hook, node, write, stampOf }
}

test('GitHub and the chain show one time, in whichever order people and blocks take turns, over every jump', async () => {
  const { clock, github, hook, node, write, stampOf } = await openScene()
  const begun = clock.now()
  const issue = await write('POST', '/issues', { title: 'Maps' })
  const times = [begun, Date.parse(issue.created_at)]
  for (const jump of [DAY, 7 * DAY, 0]) {
    times.push(await stampOf(node.control.advance(clock.now() + jump, 0)))
    const { created_at } = await write('POST', `/issues/${issue.number}/comments`, { body: `After ${jump}` })
    times.push(Date.parse(created_at))
    // Faster than the chain's slots.
    times.push(await stampOf(node.control.createBlocks(5)))
    const edited = await write('PATCH', `/issues/${issue.number}`, { title: `Maps ${jump}` })
    times.push(Date.parse(edited.updated_at))
    expect(edited.created_at).toBe(issue.created_at)
  }
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  const passed = (times.at(-1) ?? 0) - begun
  expect(passed).toBeGreaterThanOrEqual(8 * DAY)
  expect(passed).toBeLessThan(9 * DAY)
  await github.control.idle()
  // The App looks for lost deliveries by its own clock.
  for (const { delivered_at } of github.control.deliveries())
    expect(Date.now() - Date.parse(delivered_at)).toBeLessThan(60_000)
  const told = hook.received.flatMap(({ payload }) => (payload.comment ? [payload.comment as Stamped] : []))
  expect(told.map(({ created_at }) => Date.parse(created_at))).toEqual([times[3], times[7], times[11]])
})

test('what GitHub notes beside that a thing was made or changed bears that time too', async () => {
  const { clock, node, write } = await openScene()
  const { number } = await write('POST', '/issues', { title: 'Maps' })
  node.control.advance(clock.now() + DAY)
  const closed = await write('PATCH', `/issues/${number}`, { state: 'closed' })
  expect(closed.closed_at).toBe(closed.updated_at)
  expect(Date.now() - Date.parse(closed.closed_at ?? '')).toBeGreaterThan(28 * DAY)
})
