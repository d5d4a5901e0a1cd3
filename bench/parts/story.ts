import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count, eq } from 'drizzle-orm'
import { deliveries } from '../../src/ledger/schema.ts'
import { ARTICLES, STORY_AGO, STORY_SETTINGS } from '../../src/local/story/ideas.ts'
import { tellStory } from '../../src/local/story/story.ts'
import { startWorld } from '../../src/local/world/world.ts'
import type { Part } from '../row.ts'

/** What the App asks of GitHub while the story is told. */
export const story: Part = {
  name: 'GitHub API calls over the story',
  run: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'tributary-bench-'))
    const world = await startWorld({
      directory,
      settings: STORY_SETTINGS,
      ago: STORY_AGO,
      articles: ARTICLES,
    })
    try {
      const { wrong } = await tellStory(world, { say: () => undefined, pause: 0, directory: undefined })
      if (wrong.length > 0) throw new Error(`the story went wrong: ${JSON.stringify(wrong)}`)
      const calls = Object.values(world.github.control.calls()).reduce((sum, each) => sum + each, 0)
      const [row] = await world.app.ledger.queries
        .select({ n: count() })
        .from(deliveries)
        .where(eq(deliveries.status, 'handled'))
      const handled = row?.n ?? 0
      const byPeople = world.github.control.deliveries().filter(isByPerson).length
      return [
        {
          subject: 'for each delivery handled',
          figure: `${(calls / handled).toFixed(2)} calls (${calls} for ${handled})`,
          wanted: { text: 'at most 1.3', met: calls / handled <= 1.3 },
        },
        {
          subject: 'for each delivery of something that a person did',
          figure: `${(calls / byPeople).toFixed(2)} calls (${calls} for ${byPeople})`,
        },
      ]
    } finally {
      await world.stop()
      await rm(directory, { recursive: true, force: true })
    }
  },
}

function isByPerson({ event, request }: { event: string; request: { body: string } }): boolean {
  const { sender } = JSON.parse(request.body) as { sender?: { type?: string } }
  return sender?.type === 'User' && event !== 'installation'
}
