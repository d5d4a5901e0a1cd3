import { pino } from 'pino'
import { ProbotOctokit } from 'probot'
import { sweep } from '../../src/app/sweep.ts'
import { createLook } from '../../src/intake/look.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { live } from '../../test/support/addressed.ts'
import { stream } from '../../test/support/commands.ts'
import { manyHomes } from '../../test/support/many-homes.ts'
import { minedTales } from '../../test/support/mined-tales.ts'
import type { Part, Row } from '../row.ts'

const SUBNETS = 1_000
/** What the App looks with every five minutes, and how often it is measured. */
const [BUDGET, MINUTES, TIMES] = [50, 5, 9]

/** What it costs to look for what is wanted and for what GitHub never sent, where nothing happens. */
export const idle: Part = { name: `A sweep and a look over ${SUBNETS} idle subnets`, run }

async function run(): Promise<Row[]> {
  const ledger = await openLedger()
  await live(ledger, stream(), minedTales.proposed)
  await manyHomes(ledger.queries, stream(), SUBNETS)
  let calls = 0
  const octokit = silentGitHub(() => {
    calls += 1
  })
  const logger = pino({ enabled: false })
  const { queries } = ledger
  const { look } = createLook({
    queries,
    asInstallation: async () => octokit,
    logger,
    onStored: () => undefined,
  })
  const round = async () => {
    await sweep({ ledger, logger }, true)
    await look(BUDGET)
  }
  await round()
  await round()
  calls = 0
  const costs: number[] = []
  for (let time = 0; time < TIMES; time += 1) {
    const began = process.cpuUsage()
    await round()
    const { user, system } = process.cpuUsage(began)
    costs.push((user + system) / 1_000)
  }
  await ledger.close()
  const perMinute = calls / TIMES / MINUTES
  const median = costs.toSorted((one, other) => one - other)[Math.floor(TIMES / 2)] ?? 0
  return [
    {
      subject: 'Calls to GitHub a minute',
      figure: perMinute.toFixed(1),
      wanted: { text: 'at most 10', met: perMinute <= 10 },
    },
    {
      subject: `Processor time of one sweep and one look, every ${MINUTES} minutes, the database's included`,
      figure: `${median.toFixed(0)} ms`,
      wanted: { text: 'at most 100 ms', met: median <= 100 },
    },
  ]
}

/** A GitHub on which nothing happens, asked by the App's own client. */
function silentGitHub(onCall: () => void) {
  const answer: typeof fetch = async (input, init) => {
    onCall()
    const request = new Request(input, init)
    if (!request.url.endsWith('/graphql')) return Response.json([], { headers: { etag: '"none"' } })
    const { query } = (await request.json()) as { query: string }
    const nothing = { issues: { nodes: [] }, pullRequests: { nodes: [] } }
    const asked = [...query.matchAll(/(\w+): repository\(/g)].map(([, alias = '']) => [alias, nothing])
    return Response.json({ data: Object.fromEntries(asked) })
  }
  return new ProbotOctokit({
    request: { fetch: answer },
    throttle: { enabled: false },
    retry: { enabled: false },
  })
}
