import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { pino } from 'pino'
import { createPorts } from '../../src/app/ports.ts'
import { sweep } from '../../src/app/sweep.ts'
import { prepareDelivery } from '../../src/handlers/deliver.ts'
import { gitHubJobs } from '../../src/handlers/jobs.ts'
import { prepareNothing } from '../../src/handlers/sales/offer.ts'
import { createLook } from '../../src/intake/look.ts'
import { occurred } from '../../src/intake/occurred.ts'
import { keepConfig } from '../../src/ledger/configs.ts'
import { markHandled, nextDelivery, storeDeliveries } from '../../src/ledger/deliveries.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { markOf, noteDone } from '../../src/ledger/outstanding.ts'
import { defaultConfig } from '../../src/mechanisms/config.ts'
import { RAO_PER_TAO, rao } from '../../src/mechanisms/money.ts'
import { benchOf } from '../../src/mechanisms/team/bench.ts'
import { live } from '../support/addressed.ts'
import { START, stream } from '../support/commands.ts'
import { home, minedConfig } from '../support/mined-commands.ts'
import { minedTales } from '../support/mined-tales.ts'
import { form } from '../support/open-house.ts'
import { APP_ID, openSmallGitHub, told, type Written } from './small-github.ts'

// A market and a home with two proposals. Any of what is said may never be told, and any job may be lost; then the App looks.

/** What a person does, whether GitHub tells of it, and whether the jobs that follow are done. */
export interface Happening {
  readonly what: {
    readonly user: { readonly id: number; readonly login: string }
    readonly body: string
    readonly repository: string
    readonly isOnPull: boolean
    readonly on?: number
    readonly title?: string
  }
  readonly isTold: boolean
  readonly isDone: boolean
}

const silent = pino({ enabled: false })
const [vera, viktor, finn] = [
  { id: 501, login: 'vera' },
  { id: 502, login: 'viktor' },
  { id: 503, login: 'finn' },
] as const
const stakes = new Map<number, bigint>([
  [vera.id, 6_000n * RAO_PER_TAO],
  [viktor.id, 3_000n * RAO_PER_TAO],
])

const taskForm = (reward: string) =>
  `### Role\n\ndeveloper\n\n### Reward in TAO\n\n${reward}\n\n### Open for\n\n14 days\n\n### What is to be done\n\nAll.`

const people = fc.constantFrom(vera, viktor, finn)
const onProposal = fc.record({
  user: people,
  on: fc.constantFrom(11, 12),
  body: fc.constantFrom('/score 80', '/score 35', '/score much', '/help', 'Well done.', '/uphold'),
})
// No `/status`: it says how things stand when it is answered.
const onMarket = fc.record({
  user: people,
  body: fc.constantFrom('/challenge No.', '/nonsense', '/help'),
})
const idea = fc.record({ user: people, title: fc.constantFrom('[idea] Maps', 'A question') })

const task = fc.record({
  user: people,
  body: fc.constantFrom(taskForm('0.01'), taskForm('0.02'), taskForm('much'), taskForm('9'), 'A question'),
  title: fc.constantFrom('Write the loader', 'Write the docs'),
})
const onSeat = fc.record({
  user: people,
  body: fc.constantFrom(
    '/join developer',
    '/leave',
    '/leave developer',
    '/join gardener',
    '/buy',
    '/nonsense',
  ),
})

const happeningOf = (what: fc.Arbitrary<Happening['what']>): fc.Arbitrary<Happening> =>
  fc.record({ what, isTold: fc.boolean(), isDone: fc.boolean() })

/** While miners propose. */
export const happening = happeningOf(
  fc.oneof(
    onProposal.map((one) => ({ ...one, repository: home.name, isOnPull: true })),
    onMarket.map((one) => ({ ...one, on: 1, repository: 'market', isOnPull: false })),
    idea.map((one) => ({ ...one, body: form(), repository: 'market', isOnPull: false })),
  ),
)

/** In the home of a live subnet. */
export const livelyHappening = happeningOf(
  fc.oneof(
    task.map((one) => ({ ...one, repository: home.name, isOnPull: false })),
    onSeat.map((one) => ({ ...one, on: 11, repository: home.name, isOnPull: true })),
  ),
)
async function forget(ledger: Ledger): Promise<void> {
  const { rows } = await ledger.queries.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  )
  const names = rows
    .map(({ name }) => name)
    .filter((name) => !['identities', 'projection_versions'].includes(name))
  await ledger.queries.execute(sql.raw(`truncate ${names.map((name) => `"${name}"`).join(', ')}`))
  await ledger.queries.execute(sql`delete from jobs.job`)
}

function openApp(ledger: Ledger) {
  const github = openSmallGitHub()
  const { queries } = ledger
  const app = { asApp: async () => github.octokit, asInstallation: async () => github.octokit, pace: 0 }
  const configs = { configOf: async () => defaultConfig } as never
  const ports = {
    ...createPorts({
      ledger,
      configs,
      electorate: async () => [],
      electorateThen: async () => [],
      team: async () => [],
      pullNow: async () => null,
      spendable: async () => 0n,
      prepare: prepareNothing,
    }),
    coldkeyWhen: async (user: number) => (user === finn.id ? null : `5Coldkey${user}`),
    isValidator: async (_: string, user: number) => user === vera.id,
    freeIn: async () => rao(RAO_PER_TAO),
    stakeOf: async (_: string, user: number) => {
      const stake = stakes.get(user)
      return { stake: stake === undefined ? null : rao(stake) }
    },
  }
  const places = { explorer: 'https://tributary.example', github: 'https://github.test', node: null }
  const jobs = gitHubJobs({
    ledger,
    github: app,
    configs,
    places,
    appId: APP_ID,
    log: silent,
    weighAll: async () => ({}),
    headAt: async () => 0,
  })
  const { look } = createLook({
    queries,
    asInstallation: async () => github.octokit,
    logger: silent,
    onStored: () => undefined,
  })

  async function hear(): Promise<void> {
    for (;;) {
      const next = await nextDelivery(queries)
      if (!next) return
      const payload: unknown = JSON.parse(Buffer.from(next.body).toString())
      const apply = await prepareDelivery({ id: next.id, event: next.event, payload }, ports)
      await ledger.write(async (writing) => {
        await apply(writing)
        await markHandled(writing.queries, next.id)
      })
    }
  }

  async function work(): Promise<void> {
    for (const [queue, run] of Object.entries(jobs) as [
      keyof typeof jobs,
      (data: never) => Promise<void>,
    ][]) {
      for (;;) {
        const [job] = await ledger.jobs.boss.fetch(queue, { ignoreStartAfter: true, includeMetadata: true })
        if (!job) break
        const key = job.singletonKey ?? ''
        const mark = await markOf(queries, queue, key)
        await run(job.data as never)
        await ledger.jobs.boss.complete(queue, job.id)
        if (mark !== null) await noteDone(queries, queue, key, mark)
      }
    }
  }

  async function tell(one: Written): Promise<void> {
    const { event, payload } = told(one, { id: one.repository === 'market' ? 7 : home.id }, 5)
    const body = Buffer.from(JSON.stringify(payload))
    await storeDeliveries(queries, [
      { id: randomUUID(), event, ...occurred(event, payload, Date.now()), body },
    ])
  }

  return { github, hear, work, look, tell }
}

/** What people see, and what counts, when all of it has happened after a tale. Each world begins anew in the ledger. */
export async function endOf(
  ledger: Ledger,
  happenings: readonly Happening[],
  tale: 'proposed' | 'passed' = 'proposed',
) {
  await forget(ledger)
  await keepConfig(ledger.queries, 7, minedConfig)
  await live(ledger, stream(), minedTales[tale])
  const { github, hear, work, look, tell } = openApp(ledger)
  for (const [place, { what, isTold, isDone }] of happenings.entries()) {
    const on = what.on ?? 50 + place
    const one: Written = { ...what, on, id: 9_000 + place, at: START + 200_000 + place * 1_000 }
    github.write(one)
    if (isTold) await tell(one)
    await hear()
    if (isDone) await work()
    else await ledger.queries.execute(sql`delete from jobs.job`)
  }
  for (let again = 0; again < 2; again += 1) {
    await look(400)
    await hear()
    await sweep({ ledger, logger: silent }, true)
    await work()
  }
  const { scores, proposals, team, tasks } = await ledger.readSubnet(stream())
  const { rows } = await ledger.queries.execute(sql`select issue, phase from subnets order by issue`)
  const open = tasks.open.toSorted((one, other) => one.issue - other.issue)
  return { ...github.shown(), scores, proposals, subnets: rows, seats: benchOf(team).seats, tasks: open }
}
