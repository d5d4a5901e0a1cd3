import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { fill } from './fill.ts'
import type { Measured } from './measured.ts'
import { FIRST, nextScore, pastOf, SUBNET, streamOf } from './past.ts'
import { IS_BEFORE, load } from './sources.ts'
import { stubGitHub } from './stub-github.ts'

/** One ledger with so many open proposals, in a process of its own: `DATABASE_URL` or PGlite. */
const { SIZE, DATABASE_URL } = process.env
const SCORES = 30
/** The first ones warm the program up. */
const WARM = 5

async function measure(ledger: Ledger): Promise<Measured> {
  const github = stubGitHub()
  const where = IS_BEFORE ? 'src/app/job-workers.ts' : 'src/handlers/jobs.ts'
  const { gitHubJobs } = await load<typeof import('../../src/handlers/jobs.ts')>(where)
  const places = { explorer: 'http://localhost', github: 'https://github.com', node: null }
  const jobs = gitHubJobs({ ledger, github, places, appId: 1 } as never) as unknown as Jobs
  const show = (stream: string) => (IS_BEFORE ? jobs.surface({ stream: SUBNET }) : jobs.check({ stream }))
  await showAll(jobs)
  const ports = await openPorts(ledger)
  const times: Measured[] = []
  for (let n = 0; n < SCORES; n++) {
    const pull = FIRST + (n % Number(SIZE))
    const command = nextScore(pull, 40 + n)
    const began = performance.now()
    await ports.stakeOf(SUBNET, 106, { at: Date.now(), source: { kind: 'errand', name: 'bench' } })
    const asked = performance.now()
    const { refusal, events } = await ledger.write((writing) =>
      writing.handle(streamOf(pull), command as never),
    )
    const committed = performance.now()
    if (refusal || events.length !== 1) throw new Error(`the score was not given: ${refusal?.code}`)
    const sent = github.nextCheck()
    await show(streamOf(pull))
    const shown = (await sent) - committed
    times.push({ asking: asked - began, locked: committed - asked, shown, largest: 0 })
  }
  return middleOf(times.slice(WARM), await largest(ledger))
}

interface Jobs {
  surface(data: { stream: string }): Promise<void>
  check(data: { stream: string }): Promise<void>
  checks(data: { stream: string }): Promise<void>
}

/** Every head has its check run before a score is given. */
const showAll = (jobs: Jobs) =>
  IS_BEFORE ? jobs.surface({ stream: SUBNET }) : jobs.checks({ stream: SUBNET })

async function openPorts(ledger: Ledger) {
  const { createPorts } = await load<typeof import('../../src/app/ports.ts')>('src/app/ports.ts')
  return createPorts({ ledger, electorate: async () => [] } as never)
}

function middleOf(times: readonly Measured[], largest: number): Measured {
  const middle = (of: (each: Measured) => number) =>
    times.map(of).toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  return {
    asking: middle(({ asking }) => asking),
    locked: middle(({ locked }) => locked),
    shown: middle(({ shown }) => shown),
    largest,
  }
}

/** Of the snapshots, and of the proposals, which are small enough to have none. */
async function largest({ database }: Ledger): Promise<number> {
  const tables = IS_BEFORE ? ['snapshots'] : ['snapshots', 'candidates']
  const sizes = tables.map((table) => `select octet_length(state) as size from ${table}`).join(' union all ')
  const { rows } = await database.queries.execute<{ most: number }>(
    `select coalesce(max(size), 0)::int as most from (${sizes}) as states`,
  )
  return rows[0]?.most ?? 0
}

const { openLedger } = await load<typeof import('../../src/ledger/open.ts')>('src/ledger/open.ts')
const directory = await mkdtemp(join(tmpdir(), 'tributary-bench-'))
const ledger = await openLedger(
  DATABASE_URL ? { url: DATABASE_URL } : { directory: join(directory, 'ledger') },
)
await fill(ledger, await pastOf(Number(SIZE)))
const measured = await measure(ledger)
await ledger.close()
await rm(directory, { recursive: true })
process.send?.(measured)
process.disconnect()
