import { writeFile } from 'node:fs/promises'
import { exportLedger } from '../../src/ledger/export.ts'
import { ARTICLES, STORY_AGO, STORY_SETTINGS } from '../../src/local/story/ideas.ts'
import { tellStory } from '../../src/local/story/story.ts'
import { startWorld } from '../../src/local/world/world.ts'
import { frozenFile } from './frozen.ts'

// Plays the story on the local world and freezes the events that its ledger holds at the end: `node test/guard/record-story.ts`.
// It was run once. Stored events are never rewritten, so a change of the rules is no reason to run it again.

const world = await startWorld({ settings: STORY_SETTINGS, ago: STORY_AGO, articles: ARTICLES })
try {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const { wrong } = await tellStory(world, { say, pause: 0, directory: undefined })
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  await writeFile(frozenFile('events'), exportLedger(world.app.ledger.queries), { flag: 'wx' })
} finally {
  await world.stop()
}
