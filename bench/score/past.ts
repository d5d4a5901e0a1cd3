import type { Config } from '../../src/mechanisms/config.ts'
import { proposalOf } from '../../src/mechanisms/streams/names.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { IS_BEFORE, load } from './sources.ts'

const commands = await load<typeof import('../../test/support/commands.ts')>('test/support/commands.ts')
const { reportHead, seeProposal, giveScore, validators } = await load<
  typeof import('../../test/support/mined-commands.ts')
>('test/support/mined-commands.ts')
const { minedTales } = await load<typeof import('../../test/support/mined-tales.ts')>(
  'test/support/mined-tales.ts',
)

export const SUBNET = commands.stream()
/** The number of the first pull request. */
export const FIRST = 11

/** The stream that hears of a proposal. */
export const streamOf = (pull: number): string => (IS_BEFORE ? SUBNET : proposalOf(SUBNET, pull))

/** Scores that each proposal has already. */
const SCORES_EACH = 2

export interface Event {
  readonly stream: string
  readonly event: { readonly type: string }
}

/** What the rules make of a subnet with so many open proposals, good and scored. */
export async function pastOf(proposals: number): Promise<readonly Event[]> {
  const { defaultConfig } =
    await load<typeof import('../../src/mechanisms/config.ts')>('src/mechanisms/config.ts')
  const told = IS_BEFORE ? await inOneStream(defaultConfig) : await inStreams(defaultConfig)
  for (let pull = FIRST; pull < FIRST + proposals; pull++) {
    const author = { id: 10_000 + pull, login: `miner-${pull}` }
    told.handle(pull, seeProposal(200, pull, author))
    told.handle(pull, reportHead(300, pull))
    for (const [n, validator] of validators.slice(0, SCORES_EACH).entries()) {
      told.handle(pull, giveScore(400 + n, pull, validator, (pull * 7 + n * 31) % 101))
    }
  }
  return told.happened
}

/** A score of a validator who has given none yet. */
export function nextScore(pull: number, points: number): SubnetCommand {
  const validator = validators.at(-1)
  if (!validator) throw new Error('nobody scores')
  return giveScore(1_000 + points, pull, validator, points)
}

interface Past {
  readonly happened: readonly Event[]
  handle(pull: number, command: SubnetCommand): void
}

async function inStreams(config: Config): Promise<Past> {
  const { openHouse, hand } =
    await load<typeof import('../../test/support/house.ts')>('test/support/house.ts')
  const house = openHouse()
  for (const command of minedTales.mining) hand(house, SUBNET, command, config)
  return {
    happened: house.happened,
    handle: (pull, command) => house.handle(streamOf(pull), command, config),
  }
}

/** The rules as they were. */
interface Before {
  readonly initial: object
  decide(state: object, command: SubnetCommand, config: Config): { readonly events?: Event['event'][] }
  evolve(state: object, event: Event['event']): object
}

async function inOneStream(config: Config): Promise<Past> {
  const { subnet } = await load<{ readonly subnet: Before }>('src/mechanisms/subnet/subnet.ts')
  const happened: Event[] = []
  let state = subnet.initial
  const tell = (command: SubnetCommand) => {
    for (const event of subnet.decide(state, command, config).events ?? []) {
      state = subnet.evolve(state, event)
      happened.push({ stream: SUBNET, event })
    }
  }
  for (const command of minedTales.mining) tell(command)
  return { happened, handle: (_pull, command) => tell(command) }
}
