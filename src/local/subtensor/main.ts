/** `npm run chain`: the local Subtensor network alone. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { developmentAccount, developmentNames } from './accounts.ts'
import type { Seal } from './chain/production.ts'
import { newest, type Spec, specs } from './metadata/specs.ts'
import { startSubtensor } from './node.ts'
import type { ProfileName } from './profile.ts'
import { accountBytes } from './runtime/hashing.ts'

type Flags = {
  port: number
  data?: string
  blockTime?: number
  finalityLag: number
  instant?: true
  manual?: true
  profile: ProfileName
  endow: Record<string, bigint>
  keepStates?: number
  devRpc?: true
  lockCost?: bigint
  spec: Spec
  upgradeAt?: number
}

const program = new Command('chain')
  .description(
    'A local Subtensor network on 127.0.0.1, for trying and testing. Nothing on it is worth anything.',
  )
  .option('--port <port>', 'TCP port of the WebSocket, 0 for a free one', wholeNumber, 9944)
  .option('--data <directory>', 'keep the chain there; in memory when left out')
  .option(
    '--block-time <ms>',
    'milliseconds between blocks (default: 250, or 12000 with --profile real-time)',
    wholeNumber,
  )
  .addOption(
    new Option('--instant', 'make a block on each extrinsic instead').conflicts(['blockTime', 'manual']),
  )
  .addOption(new Option('--manual', 'make blocks only by engine_createBlock').conflicts(['blockTime']))
  .option('--finality-lag <blocks>', 'how many blocks finality stays behind the head', wholeNumber, 2)
  .addOption(
    new Option('--profile <name>', 'constants: short crowdloans and slots, or the main network’s')
      .choices(['fast', 'real-time'])
      .default('fast'),
  )
  .option('--endow <address=TAO>', 'an account that is born with so many TAO; may be repeated', endowment, {})
  .option(
    '--keep-states <blocks>',
    'forget states so many blocks before the finalized one (default: keep all)',
    wholeNumber,
  )
  .option(
    '--lock-cost <TAO>',
    'what registering a network costs at least (default: 10, or 1000 with --profile real-time)',
    (text) => BigInt(wholeNumber(text)) * 1_000_000_000n,
  )
  .addOption(
    new Option('--spec <version>', 'which version of the main network’s runtime to begin with')
      .choices(specs.map(String))
      .default(String(specs[0])),
  )
  .option('--upgrade-at <block>', 'the last block of that version: then the newest makes them', wholeNumber)
  .option('--dev-rpc', 'add the dev_* methods: reorganisations, silent answers, a full pool…')

await run(program.parse().opts<Flags>())

async function run(flags: Flags): Promise<void> {
  const { url, stop } = await startSubtensor({
    port: flags.port,
    finalityLag: flags.finalityLag,
    profile: flags.profile,
    endow: flags.endow,
    ...seal(flags),
    ...(flags.data === undefined ? {} : { dataDirectory: flags.data }),
    ...(flags.keepStates === undefined ? {} : { keepStates: flags.keepStates }),
    ...(flags.lockCost === undefined ? {} : { lockCost: flags.lockCost }),
    spec: Number(flags.spec) as Spec,
    ...(flags.upgradeAt === undefined ? {} : { upgrade: { spec: newest, block: flags.upgradeAt } }),
    devRpc: flags.devRpc ?? false,
  })
  console.log(`Local Subtensor: ${url}`)
  console.log(`Chain: ${flags.data ?? 'in memory'}`)
  for (const name of developmentNames) console.log(`//${name.padEnd(8)} ${developmentAccount(`//${name}`)}`)
  for (const address of Object.keys(flags.endow)) console.log(`endowed    ${address}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
}

function seal({ instant, manual, blockTime }: Flags): { seal?: Seal } {
  if (instant) return { seal: 'instant' }
  if (manual) return { seal: 'manual' }
  return blockTime === undefined ? {} : { seal: blockTime }
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number is wanted')
  return Number(text)
}

function endowment(text: string, before: Record<string, bigint>): Record<string, bigint> {
  const [, address = '', whole = '', fraction = ''] = /^(\w+)=(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text) ?? []
  try {
    accountBytes(address)
  } catch {
    throw new InvalidArgumentError('an SS58 address, =, and an amount in TAO are wanted')
  }
  return { ...before, [address]: BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0')) }
}
