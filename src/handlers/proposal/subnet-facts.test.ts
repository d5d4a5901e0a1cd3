import { afterAll, beforeAll, expect, test } from 'vitest'
import { pair, payee, quiet, send, until } from '../../../test/support/chain-world.ts'
import { mandateTales } from '../../../test/support/mandate-tales.ts'
import { type Chain, connectChain } from '../../chain/client.ts'
import { callOf } from '../../chain/extrinsic.ts'
import { readOwnerLimits } from '../../chain/owner-limits.ts'
import { type Subtensor, startSubtensor } from '../../local/subtensor/node.ts'
import type { HyperparameterValue } from '../../mechanisms/architecture/architecture.ts'
import { createContents } from '../kit/contents.ts'
import { tellSlowly } from '../kit/testing/mined.ts'
import { registration, stepCall } from '../launch/calls.ts'
import { proposeLikeChain } from '../mandate/like-chain.ts'
import { readMandate } from '../mandate/read.ts'
import { readHealth } from '../probation/read-health.ts'
import { readReport } from '../report/read.ts'
import { readSubnetFacts } from './subnet-facts.ts'
import { repository } from './testing/repository.ts'

let node: Subtensor
let chain: Chain
beforeAll(async () => {
  node = await startSubtensor({ seal: 50 })
  chain = await connectChain({ endpoints: [node.url], logger: quiet })
  await until('a block is final', async () => (await chain.finalized()).number > 0)
})
afterAll(async () => {
  await chain.close()
  await node.stop()
})

const identity = {
  name: 'kernels',
  description: '',
  repository: '',
  contact: '',
  url: '',
  discord: '',
  logo: '',
}
const facts = async (netuid: number | null) => readSubnetFacts(chain, netuid, await chain.finalized())

test('a subnet that is not registered has what a new one would be given', async () => {
  const unborn = await facts(null)
  expect(unborn).toMatchObject({
    netuid: null,
    mechanismCount: 1,
    emissionSplit: null,
    neurons: 1,
    limits: { maximumMechanisms: 2, maximumUids: 256, minimumUids: 64 },
    // A tempo of 10 blocks is the fast profile's.
    hyperparameters: { tempo: 10n, immunity_period: 5_000n, max_allowed_uids: 256n, yuma3_enabled: true },
  })
  expect(await facts(77)).toMatchObject({ ...unborn, block: expect.any(Number) })
})

test('what a new subnet is given is what was said before, and what its owner sets is read again', async () => {
  const expected = await facts(null)
  const owner = pair('Eve')
  await send(chain, owner, registration(chain.api(), payee(1), identity))
  await until('it is registered', async () => (await facts(1)).netuid === 1)
  expect(await facts(1)).toEqual({ ...expected, netuid: 1, block: expect.any(Number) })
  const wanted = await settable()
  const missing = async () => {
    const { hyperparameters } = await facts(1)
    return Object.entries(wanted).filter(([name, value]) => hyperparameters[name] !== value)
  }
  // Those that come just before an epoch are refused: they are sent again.
  await until('all are set', async () => {
    const calls = (await missing()).map(([name, value]) =>
      stepCall(chain.api(), 1, { kind: 'hyperparameter', name, value }),
    )
    await send(chain, owner, callOf(chain.api(), 'utility', 'forceBatch', calls))
    const { number } = await chain.finalized()
    await until('three more blocks', async () => (await chain.finalized()).number > number + 3)
    return (await missing()).length === 0
  })
})

/** Another value for each that the chain has, where its bounds are not bound to others. */
async function settable(): Promise<Record<string, HyperparameterValue>> {
  const { hyperparameters } = await facts(1)
  const changed = Object.entries(hyperparameters).flatMap(
    ([name, value]): [string, HyperparameterValue][] => {
      if (typeof value === 'boolean') return [[name, !value]]
      return name === 'recycle_or_burn' ? [[name, 1n]] : name in NUMBERS ? [[name, NUMBERS[name] ?? 0n]] : []
    },
  )
  return Object.fromEntries(changed)
}

const NUMBERS: Record<string, bigint> = {
  immunity_period: 7_000n,
  max_allowed_uids: 128n,
  serving_rate_limit: 60n,
  min_burn: 600_000n,
  max_burn: 200_000_000_000n,
  burn_increase_mult: 2n << 64n,
  rho: 20n,
}

test('what the owner has set waits for the limits of the chain, and for nothing else', async () => {
  const head = await chain.finalized()
  const names = Object.keys(await settable()).filter((name) => !name.startsWith('owner_cut'))
  const limits = async (...asked: string[]) =>
    (
      await readOwnerLimits(
        chain,
        { netuid: 1, owner: pair('Eve').address },
        asked.map((name) => ({ kind: 'hyperparameter', name, value: 1n })),
        head,
      )
    ).opens
  expect((await limits(...names)).filter((block) => block === 0)).toEqual([])
  expect(await limits('owner_cut_enabled', 'bonds_penalty', 'no_such')).toEqual([0, 0, 0])
  const { epochs } = await readOwnerLimits(chain, { netuid: 1, owner: pair('Eve').address }, [], head)
  expect(epochs).toMatchObject({ every: 10, closed: 2 })
  expect(epochs && epochs.next - head.number).toBeLessThanOrEqual(10)
})

test('the default branch is read as what is in force, and each call of it has its block', async () => {
  const tree = Object.keys(repository).map((path) => ({ path, type: 'blob', sha: path, size: 1 }))
  const github = {
    request: async (route: string, { file_sha: sha = '' }: { file_sha?: string } = {}) => {
      if (route.includes('git/trees')) return { data: { tree } }
      if (route.includes('git/blobs'))
        return { data: { content: Buffer.from(repository[sha] ?? '').toString('base64') } }
      return { data: { default_branch: 'main', object: { sha: 'c'.repeat(40) } } }
    },
  }
  const state = tellSlowly(mandateTales.merged)
  const answer = await readMandate(
    { github: { asInstallation: async () => github }, contents: createContents(), chain } as never,
    state,
    { kind: 'mandate', key: '', number: 1, netuid: 1, registeredIn: null, isWhole: false },
    { at: 5, source: { kind: 'errand', name: 'mandate' } },
  )
  if (answer?.type !== 'ReportMandate') throw new Error('it is read')
  const { commit, problems, steps, block } = answer
  expect([commit, problems]).toEqual(['c'.repeat(40), []])
  expect(steps.map(({ step }) => ('name' in step ? step.name : step.kind))).toContain('tempo')
  expect(steps.every(({ turn }) => turn.from > block)).toBe(true)
})

test('the files are written like the chain in one pull request, however often that is asked', async () => {
  const done: string[] = []
  const tree = Object.keys(repository).map((path) => ({ path, type: 'blob', sha: path, size: 1 }))
  const pulls: object[] = []
  const base64 = (path: string) => Buffer.from(repository[path] ?? '').toString('base64')
  const github = {
    request: async (route: string, given: { file_sha?: string; path?: string; head?: string } = {}) => {
      const [verb = ''] = route.split(' ')
      if (verb !== 'GET') done.push(verb)
      if (route.includes('git/trees')) return { data: { tree } }
      if (route.includes('git/blobs')) return { data: { content: base64(String(given.file_sha)) } }
      if (verb === 'GET' && route.endsWith('/pulls')) return { data: pulls }
      if (verb === 'GET' && given.path) return { data: { content: base64(given.path), sha: 'f' } }
      if (route.endsWith('/pulls')) pulls.push({ number: 31, head: { ref: given.head } })
      return { data: { default_branch: 'main', object: { sha: 'd'.repeat(40) }, number: 31 } }
    },
  }
  const run = () =>
    proposeLikeChain(
      { github: { asInstallation: async () => github }, contents: createContents(), chain } as never,
      tellSlowly(mandateTales.proposing),
      { kind: 'like-chain', key: '', number: 1, netuid: 1, registeredIn: null },
      { at: 5, source: { kind: 'errand', name: 'like-chain' } },
    )
  const first = await run()
  // The fast profile's tempo is none that an owner may set, and it has one mechanism.
  expect(first).toMatchObject({ type: 'ReportLikeChain', pull: 31 })
  expect(first?.type === 'ReportLikeChain' && first.left).toEqual([
    'mechanism-count',
    'emission-split',
    'tempo',
  ])
  expect(done).toEqual(['POST', 'PUT', 'POST'])
  expect(await run()).toEqual(first)
  expect(done).toHaveLength(3)
})

test('what a subnet shows of a day is read in a few questions', async () => {
  let asked = 0
  const counted = {
    ...chain,
    api: chain.api,
    slotDuration: chain.slotDuration,
    request: async (...given: never[]) => {
      asked += 1
      return chain.request(...(given as unknown as Parameters<typeof chain.request>))
    },
  }
  const head = await chain.finalized()
  const report = await readReport(counted as never, { netuid: 1, registeredIn: null }, head)
  expect(report).toMatchObject({ block: head.number, neurons: 1, registrations: 1 })
  expect(report?.mechanisms).toEqual([{ miners: 0, validators: 0, weights: 0, emission: 0n }])
  expect(asked).toBeLessThanOrEqual(3)
  expect(await readReport(chain, { netuid: 99, registeredIn: null }, head)).toBeNull()
})

test('a subnet that is not on chain shows nothing, and a new one has no life yet', async () => {
  const head = await chain.finalized()
  const nothing = { block: head.number, blockHash: head.hash, emission: 0n, miners: 0, validators: 0 }
  expect(await readHealth(chain, 99, head)).toEqual(nothing)
  expect(await readHealth(chain, 1, head)).toEqual(nothing)
})
