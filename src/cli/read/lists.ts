import { formatAlpha, formatTao } from '../../mechanisms/money.ts'
import { UsageError } from '../exit-codes.ts'
import { say } from '../output.ts'
import { voiceOf } from '../voice.ts'
import { get, type ListedIdea, netuidOf, pathOf, type ReadOptions, readIdeas, readSubnets } from './api.ts'
import { tableOf } from './table.ts'

// What the explorer lists, as a table or as the JSON that schemas/cli.schema.json describes.

interface IdeasOptions extends ReadOptions {
  readonly phase?: string
  readonly limit: string
}

export async function ideas({ explorer, phase, limit, json }: IdeasOptions): Promise<void> {
  if (!/^[1-9]\d{0,3}$/.test(limit)) throw new UsageError('Write --limit as a number from 1 to 9999.')
  const query = phase === undefined ? '' : `phase=${encodeURIComponent(phase)}`
  const found = (await readIdeas(explorer, query, Number(limit))).map(ideaOf)
  const rows = found.map((one) => [
    String(one.issue),
    one.phase,
    tao(one.raised_rao),
    tao(one.target_rao),
    String(one.funders),
    one.title,
  ])
  const head = ['issue', 'phase', 'raised', 'target', 'funders', 'title']
  show(json, { ideas: found }, 'No idea is listed.', tableOf(head, rows, head.slice(2, 5)), rows)
}

const ideaOf = (one: ListedIdea) => ({
  repository: one.repository,
  issue: one.issue,
  phase: one.phase,
  next: one.next,
  title: one.title,
  discoverer: one.discoverer.login,
  raised_rao: one.raised_rao,
  target_rao: one.target_rao,
  funders: one.funders.length,
  netuid: one.launch?.netuid ?? null,
  home: one.home,
  due_at: one.due.at,
})

export async function subnets({ explorer, json }: ReadOptions): Promise<void> {
  const found = (await readSubnets(explorer)).map(ideaOf)
  const rows = found.map((one) => [
    String(one.netuid),
    one.phase,
    tao(one.raised_rao),
    one.home ?? '',
    one.title,
  ])
  const head = ['netuid', 'phase', 'raised', 'repository', 'title']
  show(json, { subnets: found }, 'No subnet is registered.', tableOf(head, rows, ['netuid', 'raised']), rows)
}

interface ServedTasks {
  readonly tasks: readonly {
    readonly issue: number
    readonly title: string
    readonly role: string
    readonly reward_rao: string
    readonly closes_at: string
    readonly stage: string
  }[]
}

export async function tasks(asked: string | undefined, { explorer, json }: ReadOptions): Promise<void> {
  const known = await readSubnets(explorer, netuidOf(asked))
  const served = await Promise.all(
    known
      .filter(({ phase }) => phase !== 'dissolved')
      .map(async (subnet) => {
        const { tasks } = await get<ServedTasks>(explorer, pathOf(subnet, 'tasks'))
        return tasks.map((task) => ({ netuid: subnet.launch?.netuid ?? null, home: subnet.home, ...task }))
      }),
  )
  const found = served.flat().toSorted((one, other) => one.closes_at.localeCompare(other.closes_at))
  const rows = found.map((one) => [
    String(one.netuid),
    `${one.home}#${one.issue}`,
    one.role,
    tao(one.reward_rao),
    one.closes_at.slice(0, 16).replace('T', ' '),
    one.stage,
    one.title,
  ])
  const head = ['netuid', 'task', 'role', 'reward', 'closes (UTC)', 'stage', 'title']
  show(json, { tasks: found }, 'No task is open.', tableOf(head, rows, ['netuid', 'reward']), rows)
}

interface ServedStatement {
  readonly days: readonly {
    readonly day: number
    readonly block: number
    readonly due_alpha_rao: string
    readonly paid_alpha_rao: string
    readonly state: string
    readonly reason: string | null
  }[]
}

export async function statement(
  account: string,
  asked: string | undefined,
  { explorer, json }: ReadOptions,
): Promise<void> {
  const known = await readSubnets(explorer, netuidOf(asked))
  const served = await Promise.all(
    known.map(async (subnet) => {
      const path = `${pathOf(subnet, 'statement')}&account=${encodeURIComponent(account)}`
      const { days } = await get<ServedStatement>(explorer, path)
      return days.map((day) => ({ netuid: subnet.launch?.netuid ?? null, ...day }))
    }),
  )
  const found = served.flat()
  const rows = found.map((one) => [
    String(one.netuid),
    String(one.day),
    String(one.block),
    formatAlpha(BigInt(one.due_alpha_rao)),
    formatAlpha(BigInt(one.paid_alpha_rao)),
    one.state,
    one.reason ?? '',
  ])
  const head = ['netuid', 'day', 'block', 'due', 'paid', 'state', 'reason']
  show(
    json,
    { account, days: found },
    'No day gave it anything.',
    tableOf(head, rows, head.slice(0, 5)),
    rows,
  )
}

const tao = (rao: string): string => formatTao(BigInt(rao))

function show(
  json: true | undefined,
  value: object,
  none: string,
  table: readonly string[],
  rows: readonly unknown[],
): void {
  if (json) voiceOf({ json }).tell(value)
  else for (const line of rows.length === 0 ? [none] : table) say(line)
}
