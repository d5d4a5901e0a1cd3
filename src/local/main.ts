import { Command, Option } from 'commander'
import type { Clock } from './clock.ts'
import { ARTICLES, STORY_AGO, STORY_SETTINGS } from './story/ideas.ts'
import { tellStory } from './story/story.ts'
import { farewell, greeting, verdict } from './story/words.ts'
import { newest, type Spec, specs } from './subtensor/metadata/specs.ts'
import { startWorld } from './world/world.ts'

interface Options {
  readonly once: boolean
  readonly fast: boolean
  readonly data: string
  readonly databaseUrl?: string
  readonly spec: string
  readonly upgradeAt?: string
}

const options = new Command('npm start --')
  .description(
    'Starts a local GitHub, a local Subtensor, the App and its explorer, and plays the story of an idea.',
  )
  .option('--once', 'exit at the end: 0 only if every balance and every thread is as it must be', false)
  .option('--fast', 'no pauses for reading', false)
  .option('--data <directory>', 'keeps the world, so that a second start goes on from it', '.tributary/local')
  .option('--database-url <url>', 'a PostgreSQL server for the ledger instead of PGlite')
  .addOption(
    new Option('--spec <version>', 'which version of the main network’s runtime the chain begins with')
      .choices(specs.map(String))
      .default(String(specs[0])),
  )
  .option('--upgrade-at <block>', 'the last block of that version: then the newest makes them')
  .parse()
  .opts<Options>()

const print = (line: string) => process.stdout.write(`${line}\n`)
// What ends with the story is kept nowhere.
const directory = options.once ? undefined : options.data

print('Starting a local GitHub, a local Subtensor and the App…')
const world = await startWorld({
  directory,
  databaseUrl: options.databaseUrl,
  settings: STORY_SETTINGS,
  ago: STORY_AGO,
  articles: ARTICLES,
  runtime: {
    spec: Number(options.spec) as Spec,
    ...(options.upgradeAt ? { upgrade: { spec: newest, block: Number(options.upgradeAt) } } : {}),
  },
})
let stopping: Promise<never> | undefined
/** Stops everything once: whoever comes second waits for the same end. */
const stop = (code: number): Promise<never> => {
  stopping ??= end(code)
  return stopping
}
const end = async (code: number): Promise<never> => {
  await world.stop()
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(0))

print(greeting(world))
try {
  const say = (line: string, link?: string) =>
    print(`${dateOf(world.clock)}  ${line}${link ? `\n        ${link}` : ''}`)
  const wrong = await tellStory(world, { say, pause: options.fast ? 0 : 2_500, directory })
  print(verdict(wrong))
  if (options.once) await stop(wrong.length === 0 ? 0 : 1)
  print(farewell(world))
} catch (error) {
  if (!stopping) print(error instanceof Error ? error.message : String(error))
  await stop(1)
}

/** The day and the minute in the world, UTC. */
function dateOf(clock: Clock): string {
  return new Date(clock.now()).toISOString().slice(0, 16).replace('T', ' ')
}
