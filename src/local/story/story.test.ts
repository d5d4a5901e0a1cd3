import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startWorld } from '../world/world.ts'
import { ARTICLES, settingsFor } from './ideas.ts'
import { tellStory } from './story.ts'

/** The story's market with deadlines that a test can wait for. */
const HURRIED = settingsFor(true).replace('25 seconds', '9 seconds').replace('12 seconds', '2 seconds')

test('stopped for longer than its deadlines last, it is told on by the next start', {
  timeout: 110_000,
}, async () => {
  expect(HURRIED).toMatch(/9 seconds[\s\S]*2 seconds/)
  const directory = await mkdtemp(join(tmpdir(), 'story-'))
  try {
    await tell(directory, 'The bill')
    await sleep(5_000)
    const { lines } = await tell(directory, 'Mia challenges it')
    expect(lines).toContain('Dana was too late to pay, and opens the idea again')
    await sleep(2_000)
    const end = await tell(directory, 'The target is met')
    expect(end.lines.filter((line) => line === 'Mia challenges it')).toHaveLength(2)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})

/** Tells on from what the directory holds, and stops the world with the line that begins so. */
async function tell(directory: string, last: string): Promise<{ lines: string[] }> {
  const world = await startWorld({ directory, settings: HURRIED, articles: ARTICLES, logLevel: 'silent' })
  const lines: string[] = []
  const stopped = new Error('stopped')
  const say = (line: string) => {
    lines.push(line)
    if (line.startsWith(last)) throw stopped
  }
  try {
    await tellStory(world, { say, pause: 0, directory })
    throw new Error(`"${last}" was never said`)
  } catch (error) {
    if (error !== stopped) throw error
    return { lines }
  } finally {
    await world.stop()
  }
}
