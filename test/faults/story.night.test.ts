import { expect, test } from 'vitest'
import { ARTICLES, STORY_AGO, STORY_SETTINGS } from '../../src/local/story/ideas.ts'
import { tellStory } from '../../src/local/story/story.ts'
import { startWorld } from '../../src/local/world/world.ts'
import { openFailingProxy } from './failing-proxy.ts'

test('a tenth of GitHub’s answers fails, and the story ends the same, to the rao', {
  timeout: 900_000,
}, async () => {
  const proxy = await openFailingProxy(0.1, 20_261_130)
  const world = await startWorld({
    settings: STORY_SETTINGS,
    ago: STORY_AGO,
    articles: ARTICLES,
    logLevel: 'silent',
    between: proxy.before,
  })
  try {
    const told = await tellStory(world, {
      say: () => undefined,
      pause: 0,
      directory: undefined,
      patience: 180,
    })
    expect(told).toEqual({ wrong: [], compared: 'all' })
    expect(Object.keys(proxy.given)).toHaveLength(7)
  } finally {
    await world.stop()
    await proxy.stop()
  }
})
