import { formatTao } from '../../mechanisms/money.ts'
import { say } from '../output.ts'
import { voiceOf } from '../voice.ts'
import { readIdea } from '../wallet/idea.ts'
import { get, type ListedIdea, type ReadOptions } from './api.ts'
import { factsOf, tableOf } from './table.ts'

interface StatusOptions extends ReadOptions {
  readonly repository?: string
}

export const status = (issue: string | undefined, options: StatusOptions): Promise<void> =>
  issue === undefined ? ofApp(options) : ofIdea(issue, options)

interface ServedApprovals {
  readonly treasury: { readonly address: string; readonly threshold: number } | null
  readonly approvals: readonly { readonly intents: readonly string[] }[]
}

interface ServedMarket {
  readonly total: number
  readonly phases: Readonly<Record<string, number>>
}

/** How the App stands: what there is in which phase, and what waits for guardians. */
async function ofApp({ explorer, json }: ReadOptions): Promise<void> {
  const { treasury, approvals } = await get<ServedApprovals>(explorer, '/api/approvals')
  const { total, phases } = await get<ServedMarket>(explorer, '/api/market')
  const waiting = approvals.flatMap(({ intents }) => intents)
  if (json) return voiceOf({ json }).tell({ explorer, treasury: treasury?.address ?? null, phases, waiting })
  const lines = [
    ...factsOf([
      ['explorer', explorer],
      ['treasury', treasury?.address ?? 'none yet'],
      ['ideas', String(total)],
      ['wait for guardians', waiting.length === 0 ? 'nothing' : waiting.join(', ')],
    ]),
    '',
    ...tableOf(
      ['phase', 'ideas'],
      Object.entries(phases).map(([phase, many]) => [phase, String(many)]),
      ['ideas'],
    ),
  ]
  for (const line of lines) say(line)
}

type WholeIdea = ListedIdea & {
  readonly link: string
  readonly escrow: string | null
  readonly loan: { readonly id: number } | null
  readonly treasury_balance: { readonly amount_rao: string; readonly block: number } | null
  readonly payments: readonly { readonly status: string; readonly amount_rao: string | null }[]
}

async function ofIdea(issue: string, options: StatusOptions): Promise<void> {
  const idea = (await readIdea(issue, options)) as unknown as WholeIdea
  const open = idea.payments.filter(({ status }) => status !== 'settled' && status !== 'cancelled')
  const { repository, phase, next, title, link, raised_rao, target_rao, home } = idea
  const [loan, netuid] = [idea.loan?.id ?? null, idea.launch?.netuid ?? null]
  if (options.json)
    return voiceOf(options).tell({
      repository,
      issue: idea.issue,
      phase,
      next,
      title,
      link,
      discoverer: idea.discoverer.login,
      raised_rao,
      target_rao,
      funders: idea.funders.length,
      loan,
      netuid,
      home,
      due_at: idea.due.at,
      treasury_rao: idea.treasury_balance?.amount_rao ?? null,
      open_payments: open.length,
    })
  const facts = factsOf([
    ['idea', `${repository}#${idea.issue}: ${title}`],
    ['phase', phase],
    ['next', next === 'nothing' ? null : next.replaceAll('-', ' ')],
    ['until', idea.due.at],
    [
      'raised',
      `${formatTao(BigInt(raised_rao))} of ${formatTao(BigInt(target_rao))}, by ${idea.funders.length}`,
    ],
    ['crowdloan', loan === null ? null : String(loan)],
    ['subnet', netuid === null ? null : String(netuid)],
    ['repository', home],
    ['treasury has', idea.treasury_balance && formatTao(BigInt(idea.treasury_balance.amount_rao))],
    ['payments on their way', open.length === 0 ? null : String(open.length)],
    ['more', `${options.explorer}/ideas/${idea.issue}`],
  ])
  for (const fact of facts) say(fact)
}
