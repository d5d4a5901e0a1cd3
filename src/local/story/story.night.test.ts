import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openClock } from '../clock.ts'
import { clockFile, startWorld } from '../world/world.ts'
import { ARTICLES, STORY_AGO, STORY_SETTINGS } from './ideas.ts'
import { tellStory } from './story.ts'

const DAY = 86_400_000

test('stopped for longer than its deadlines last, it is told on by the next start', {
  timeout: 110_000,
}, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'story-'))
  try {
    await tell(directory, 'The bill')
    pass(directory, 8 * DAY)
    const { lines } = await tell(directory, 'Mia challenges it')
    expect(lines).toContain('Dana was too late to pay, and opens the idea again')
    pass(directory, 8 * DAY)
    const end = await tell(directory, 'The target is met')
    expect(end.lines.filter((line) => line === 'Mia challenges it')).toHaveLength(2)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})

/** The world of a story that is stopped grows older by so many milliseconds. */
function pass(directory: string, time: number): void {
  const clock = openClock({ file: clockFile(directory) })
  clock.advanceTo(clock.now() + time)
}

/** Tells on from what the directory holds, and stops the world with the line that begins so. */
async function tell(directory: string, last: string): Promise<{ lines: string[] }> {
  const world = await startWorld({
    directory,
    settings: STORY_SETTINGS,
    ago: STORY_AGO,
    articles: ARTICLES,
    logLevel: 'silent',
  })
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
