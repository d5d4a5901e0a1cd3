import { withEnvironmentFile } from '../../app/environment-file.ts'
import { readSettings, type Settings, SettingsError } from '../../app/settings.ts'
import { type Treasury, treasuryOf } from '../../chain/pots.ts'
import { openDatabase, ping } from '../../ledger/database.ts'
import { EXIT } from '../exit-codes.ts'
import { explain } from '../explain.ts'
import { say } from '../output.ts'
import { during } from '../progress.ts'
import { voiceOf } from '../voice.ts'
import { examineChain } from './chain.ts'
import { beware, type Finding, good, wrong } from './finding.ts'
import { examineGitHub } from './github.ts'
import { examineKey } from './key.ts'

interface Options {
  readonly settings?: string
  readonly environment?: string
  readonly json?: true
}

/** `tributary doctor`: all findings, and exit code 2 where anything is wrong. */
export async function examine({ settings, environment, json }: Options): Promise<void> {
  const findings = await findingsOf(settings, environment)
  const isWell = findings.every(({ state }) => state !== 'wrong')
  if (json) voiceOf({ json }).tell({ ok: isWell, findings })
  else for (const finding of findings) for (const line of linesOf(finding)) say(line)
  if (!isWell) process.exitCode = EXIT.found
}

const MARKS = { good: 'good  ', beware: 'beware', wrong: 'WRONG ' } as const

const linesOf = ({ about, state, says, mend }: Finding): string[] => [
  `${MARKS[state]}  ${about}: ${says}`,
  ...(mend === null ? [] : [`        ${mend}`]),
]

async function findingsOf(file: string | undefined, environment: string | undefined): Promise<Finding[]> {
  let settings: Settings
  try {
    settings = readSettings(withEnvironmentFile(process.env, environment), file)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    const problems = error.message.split('\n').filter((line) => line.startsWith('  - '))
    const told = problems.length > 0 ? problems : [error.message]
    return told.map((problem) =>
      wrong('settings', problem.replace(/^ +- /, ''), 'docs/operating.md describes each.'),
    )
  }
  const { pair, findings } = await examineKey(settings.keySource)
  const { treasury, problems } = treasuryBy(settings, pair?.address)
  return [
    good('settings', 'They can be used.'),
    ...findings,
    ...problems,
    await during('Opening the ledger', examineLedger(settings)),
    ...(await during('Asking the nodes', examineChain(settings.endpoints, treasury))),
    ...(await during(
      'Asking GitHub',
      examineGitHub(settings).catch((error: unknown) => [
        wrong('GitHub', explain(error), 'See GITHUB_API_URL, and that this machine reaches it.'),
      ]),
    )),
  ]
}

interface Kept {
  /** Null where key and guardians make none. */
  readonly treasury: Treasury | null
  readonly problems: readonly Finding[]
}

function treasuryBy({ guardians, threshold, treasury }: Settings, key: string | undefined): Kept {
  if (key === undefined) return { treasury: null, problems: [] }
  try {
    return { treasury: treasuryOf(key, guardians, threshold, treasury), problems: [] }
  } catch (error) {
    const finding = wrong('treasury', explain(error), 'See GUARDIANS and THRESHOLD.')
    return { treasury: null, problems: [finding] }
  }
}

async function examineLedger({ databaseUrl, dataDirectory }: Settings): Promise<Finding> {
  const place = databaseUrl === undefined ? dataDirectory : 'the PostgreSQL server'
  try {
    const database = await openDatabase({ url: databaseUrl, directory: dataDirectory, mustExist: true })
    await ping(database.queries).finally(() => database.close())
    return good('database', `The ledger in ${place} opens.`)
  } catch (error) {
    const why = explain(error)
    return databaseUrl === undefined
      ? beware(
          'database',
          why,
          'If an App runs there, all is well; if it is the first start, it makes the ledger.',
        )
      : wrong('database', why, 'See DATABASE_URL, and that the server runs.')
  }
}
