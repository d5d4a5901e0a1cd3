import { afterEach, expect, test } from 'vitest'
import { live as hand, handTo } from '../../../test/support/addressed.ts'
import { type ChainWorld, pair, startChainWorld, until } from '../../../test/support/chain-world.ts'
import { START, stream, tao } from '../../../test/support/commands.ts'
import { live } from '../../../test/support/live.ts'
import { minedConfig, reportHealth, reportPlan } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { potsOf, tillOf, treasuryOf } from '../../chain/pots.ts'
import { readCursor } from '../../ledger/cursors.ts'
import { latestOf } from '../../local/world/latest.ts'
import { errands } from '../../mechanisms/subnet/errands.ts'
import { compareWith } from '../drift/compare.ts'
import { runErrand } from '../errands.ts'
import { createContents } from '../kit/contents.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { readSubnetFacts } from '../proposal/subnet-facts.ts'
import { repository } from '../proposal/testing/repository.ts'

// A live subnet whose chain has nothing of its architecture but the name. Then another architecture is merged.

const files: Readonly<Record<string, string>> = {
  ...repository,
  'architecture.yaml': (repository['architecture.yaml'] ?? '').replace('  tempo: 720\n', ''),
}
const base64 = (path: string) => Buffer.from(files[path] ?? '').toString('base64')
const github = {
  asInstallation: async () => ({
    request: async (route: string, { file_sha: sha = '' }: { file_sha?: string } = {}) => {
      const tree = Object.keys(files).map((path) => ({ path, type: 'blob', sha: path, size: 1 }))
      if (route.includes('git/trees')) return { data: { tree } }
      if (route.includes('git/blobs')) return { data: { content: base64(sha) } }
      return { data: { default_branch: 'main', object: { sha: 'c'.repeat(40) } } }
    },
  }),
}

let world: ChainWorld
afterEach(() => world.stop())

/** Blocks come faster than their slots: the chain's clock is ahead of this machine's. */
const chainTime = async () => (await readCursor(world.ledger.queries))?.at ?? Date.now()

test('what is merged is called for block by block, until the chain is as the repository says', async () => {
  const { address } = treasuryOf(pair('Alice').address, [pair('Bob').address], 1)
  const pots = potsOf(address, 0)
  const endow = { [tillOf(address)]: tao(1), [pots.escrow]: tao(10), [pots.treasury]: tao(110) }
  world = await startChainWorld({ endow })
  const state = latestOf(world.ledger, stream())
  await live(world, minedTales.registering, minedConfig)
  await world.start({ heardUpTo: (timestamp) => timestamp })
  await until('it is registered', async () => (await state()).launch?.netuid === 1, 60_000)
  const at = Date.now()
  await world.ledger.write((writing) => handTo(writing, stream(), { ...reportPlan(0), steps: [], at }))
  await until(
    'it is live',
    async () => {
      for (const errand of errands(await state())) {
        const now = (await chainTime()) - START
        if (errand.kind === 'health') await hand(world.ledger, stream(), [reportHealth(now, errand.day)])
      }
      return (await state()).phase === 'live'
    },
    120_000,
  )

  const mergedAt = (await chainTime()) + 1_000
  const source = { kind: 'pull', pull: 21, head: 'a'.repeat(40) } as const
  await hand(world.ledger, stream(), [{ type: 'SeeMerged', pull: 21, mergedAt, at: mergedAt, source }])
  const log = { info: () => undefined }
  const tools = { ...world, github, contents: createContents(), now: () => Date.now(), log }
  await runErrand(tools as unknown as ErrandTools, stream(), `mandate:${stream()}:1`)
  const { change } = (await state()).mandate
  expect(change?.problems).toEqual([])
  expect(change?.steps.map(({ step }) => ('name' in step ? step.name : step.kind)).toSorted()).toEqual([
    'commit_reveal_weights_enabled',
    'emission-split',
    'identity',
    'max_allowed_uids',
    'mechanism-count',
    'min_burn',
  ])
  await until('all of it went', async () => (await state()).mandate.change?.stage === 'applied', 120_000)

  const head = await world.chain.finalized()
  const { launch } = await state()
  if (!launch) throw new Error('it is launched')
  expect(
    await compareWith(world.chain, launch.architecture, { netuid: 1, registeredIn: null }, head),
  ).toEqual([])
  expect(await readSubnetFacts(world.chain, 1, head)).toMatchObject({
    mechanismCount: 2,
    identity: { name: 'Field maps', description: 'Maps of small farms.' },
    hyperparameters: { commit_reveal_weights_enabled: false, max_allowed_uids: 128n, min_burn: 1_000_000n },
  })
}, 360_000)
