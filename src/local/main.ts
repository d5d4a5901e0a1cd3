import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { freePortFrom } from './ports.ts'
import { ARTICLES, STORY_AGO, STORY_SETTINGS } from './story/ideas.ts'
import { ownSubnet } from './story/own-subnet.ts'
import type { Step } from './story/step.ts'
import { tellStory } from './story/story.ts'
import { greeting, heading, storyLine, verdict } from './story/words.ts'
import { newest, type Spec, specs } from './subtensor/metadata/specs.ts'
import { type Ports, startWorld } from './world/world.ts'

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

/** Where the way to a subnet of one's own is written down, in the directory of the world. */
const WAY = 'your-own-subnet.txt'

/** Those of the last start, or the ones that the command line looks at by default. */
const FIRST_PORTS: Ports = { explorer: 3000, github: 3001, subtensor: 9944 }

const print = (line: string) => process.stdout.write(`${line}\n`)
// What ends with the story is kept nowhere.
const directory = options.once ? undefined : options.data

print('Starting a local GitHub, a local Subtensor and the App…')
const world = await open(directory)
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
const way = ownSubnet(world)
if (directory !== undefined) {
  writeFileSync(join(directory, WAY), way)
  print(
    `How to bring an idea of your own to a live subnet: ${join(directory, WAY)}, and at the end of the story.`,
  )
}
try {
  let last: Step['chapter'] | undefined
  const say = (line: string, link?: string, step?: Step, issue?: number) => {
    if (!step) return
    if (step.chapter !== last) print(heading(step))
    last = step.chapter
    print(`${storyLine(world.clock.now(), step, issue, line)}${link ? `\n${' '.repeat(35)}${link}` : ''}`)
  }
  const told = await tellStory(world, { say, pause: options.fast ? 0 : 2_500, directory })
  print(verdict(told))
  if (options.once) await stop(told.wrong.length === 0 ? 0 : 1)
  print(way)
  print('All of it stays up until you press Ctrl-C.')
} catch (error) {
  if (!stopping) print(error instanceof Error ? error.message : String(error))
  await stop(1)
}

/** What keeps a world from starting is said in a line: a port that is taken, a directory of another version. */
async function open(directory: string | undefined): ReturnType<typeof startWorld> {
  try {
    const ports = directory === undefined ? undefined : await portsOf(directory)
    return await startWorld({
      directory,
      databaseUrl: options.databaseUrl,
      settings: STORY_SETTINGS,
      ago: STORY_AGO,
      articles: ARTICLES,
      runtime: {
        spec: Number(options.spec) as Spec,
        ...(options.upgradeAt ? { upgrade: { spec: newest, block: Number(options.upgradeAt) } } : {}),
      },
      // What a node refuses for a moment is tried again, and is no news to a reader.
      logLevel: 'error',
      ...(ports && { ports }),
    })
  } catch (error) {
    print(`It cannot start. ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  }
}

/** The ports that a world had are asked for again, so that links in its threads stay true. */
async function portsOf(world: string): Promise<Ports> {
  const file = join(world, 'ports.json')
  const wanted = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Ports) : FIRST_PORTS
  const explorer = await freePortFrom(wanted.explorer)
  // Two that are wanted next to each other must not both become the same.
  const github = await freePortFrom(wanted.github === explorer ? explorer + 1 : wanted.github)
  const chosen = { explorer, github, subtensor: await freePortFrom(wanted.subtensor) }
  mkdirSync(world, { recursive: true })
  writeFileSync(file, JSON.stringify(chosen))
  return chosen
}
