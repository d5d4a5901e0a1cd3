import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { live } from '../../../test/support/addressed.ts'
import { stream, tick } from '../../../test/support/commands.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales, taskTales } from '../../../test/support/mined-tales.ts'
import { takeCauses } from '../../ledger/causes.ts'
import { keepConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { noteFailed } from '../../ledger/outstanding.ts'
import { events } from '../../ledger/schema.ts'
import { errands } from '../../mechanisms/subnet/errands.ts'
import { runErrand } from '../errands.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { tellSlowly } from '../kit/testing/mined.ts'
import { countTask } from '../task/count.ts'
import { isOpened, renderStatus } from '../thread.ts'
import { readThreadFacts } from '../thread-facts.ts'

// A round whose validators are the members of a team ends while GitHub does not show it.

let ledger: Ledger
const validators = { kind: 'team', organization: 'riverbed', team: 'validators' } as const
let members: readonly number[] | null = null
const octokit = {
  paginate: async () => {
    if (members === null) throw Object.assign(new Error('Not Found'), { status: 404 })
    return members.map((id) => ({ id }))
  },
  request: async () => ({ data: { id: 1, organization: { id: 2 } } }),
}
const places = { explorer: 'https://tributary.example', github: 'https://github.test', node: null }
beforeAll(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, 7, {
    ...minedConfig,
    scoring: { ...minedConfig.scoring, validators },
    mining: { ...minedConfig.mining, leastGrade: 6_500 },
  })
  await live(ledger, stream(), minedTales.counting)
})
afterAll(() => ledger.close())

const tools = () =>
  ({
    ledger,
    github: { asInstallation: async () => octokit },
    chain: { finalized: async () => ({ number: 5, hash: '0x' }) },
    log: pino({ enabled: false }),
    now: () => 1_800_000_000_000,
  }) as unknown as ErrandTools

test('the thread says what is missing and who can mend it, and the round is counted once it is there', async () => {
  const { queries } = ledger
  const state = await ledger.readSubnet(stream())
  const key = errands(state).find(({ kind }) => kind === 'stakes')?.key ?? ''
  const race = `race:${stream().slice('subnet:'.length)}`
  const status = async () => {
    const now = await ledger.readSubnet(stream())
    if (!isOpened(now)) throw new Error('not opened')
    return renderStatus(now, await readThreadFacts(queries, places, now))
  }
  await takeCauses(queries, stream())
  const failure = await runErrand(tools(), race, key).catch((error: Error) => error.message)
  expect(failure).toBe('GitHub does not show the team riverbed/validators')
  await noteFailed(queries, { queue: 'errand', key, data: { stream: race, key } }, String(failure))
  expect(await takeCauses(queries, stream())).toEqual(new Set(['missing']))
  expect(await status()).toMatch(/cannot be counted: GitHub does not show Tributary the team/)

  members = [101, 102, 103]
  await runErrand(tools(), race, key)
  expect(await status()).not.toMatch(/does not show/)
  expect((await ledger.readSubnet(stream())).mining.round?.stage).toBe('invited')
  const counted = (await queries.select().from(events)).filter(({ type }) => type === 'RoundCounted')
  // One of the team has scored: the mean is what that one gave.
  expect(counted.map(({ data }) => JSON.parse(data).grade)).toEqual([9_000])
})

test('what could have been scored of a task is one vote of each member of the team, linked or not', async () => {
  members = [101, 102, 103, 104, 105]
  const counting = tellSlowly([...taskTales.scored, tick(3_200, 120)])
  const [task] = counting.tasks.open
  if (!task) throw new Error('no task')
  const byTeam = { ...task, scoring: { ...task.scoring, validators } }
  const state = { ...counting, tasks: { ...counting.tasks, open: [byTeam] } }
  const errand = { kind: 'task-stakes', key: '', issue: task.issue } as const
  const when = { at: task.closesAt, source: { kind: 'errand', name: 'task-stakes' } } as const
  const told = await countTask(tools() as never, state, errand, when)
  expect(told).toMatchObject({ stakes: { 103: 1n, 105: 1n }, total: 5n })
})
