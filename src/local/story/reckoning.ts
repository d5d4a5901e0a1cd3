import { tillOf } from '../../chain/pots.ts'
import { listIdeas } from '../../ledger/read.ts'
import { verifyLedger } from '../../ledger/verify.ts'
import { formatTao, RAO_PER_TAO } from '../../mechanisms/money.ts'
import { subnetStream } from '../../mechanisms/subnet/state.ts'
import { SIGNER } from '../world/people.ts'
import { openRepository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import type { Costs } from './costs.ts'
import { ideas } from './ideas.ts'
import { HEIR } from './live/days.ts'
import { REWARD } from './live/team.ts'
import { SHARES, sharesOf } from './mining/sell.ts'
import { rewardOf } from './reward.ts'
import { issueOf, type Stage } from './stage.ts'
import { sums } from './sums.ts'

/** One thing that must hold at the end of the story. `found` and `wanted` are shown where they differ. */
export interface Finding {
  readonly what: string
  readonly found: string
  readonly wanted: string
}

const tenths = (amount: number): bigint => (BigInt(amount) * RAO_PER_TAO) / 10n
const tao = (amount: number): bigint => BigInt(amount) * RAO_PER_TAO

/** What the story takes from each person beside network fees, rao; what it gives is negative. */
const SPENT: Readonly<Record<string, bigint>> = {
  // A fee, and the reward: 1 % of 100 TAO.
  dana: tenths(1) - tao(1),
  // Two fees, a slashed collateral, what he gave, and the reward: 1 % of 50 TAO.
  dmitri: tenths(2) + tao(1) + tao(10) - tenths(5),
  // Half of the slashed collateral, and the bounty: 5 % of 100 TAO.
  mia: -tenths(5) - tao(5),
  fay: tao(40) + tao(50),
  finn: 0n,
  // What he gave for kernels, and the collateral that maps cost him.
  milo: tao(25) + tao(10),
  nell: 0n,
  // What she gave, and her update that broke. She is paid for her work at the task.
  nora: tao(5) + tao(10) - REWARD,
  rex: 0n,
  rita: 0n,
  rosa: 0n,
  vera: 0n,
  viktor: 0n,
  violet: 0n,
  vlad: 0n,
}

/** The end of the story: where it was told, and the issues of its ideas. */
export type Ending = Pick<Stage, 'world' | 'issues'>

/** Every balance to the rao, every thread, and the ledger. */
export async function reckon(end: Ending, costs: Costs): Promise<Finding[]> {
  return [
    ...(await balances(end, costs)),
    ...(await issuance(end)),
    ...(await sums(end.world, costs)),
    ...(await rewardOf(end.world, streamOf(end, 'kernels'))),
    ...(await reckonThreads(end)),
  ]
}

/** Every thread, and the ledger. */
export async function reckonThreads(end: Ending): Promise<Finding[]> {
  return [...(await threads(end)), ...(await storefront(end)), ...(await reckonLedger(end.world))]
}

/** The ledger alone. Empty where it holds. */
export async function reckonLedger({ app }: World): Promise<Finding[]> {
  const verification = await verifyLedger(app.ledger.queries)
  return verification.ok ? [] : [{ what: 'the ledger', found: verification.reason, wanted: 'holds' }]
}

/** Whether somebody who is not in the story has opened an idea, and so moved value. */
export async function wasTouched({ world, issues }: Ending): Promise<boolean> {
  const told = Object.keys(ideas).map((name) => issues.get(name))
  const known = await listIdeas(world.app.ledger.queries, { limit: told.length + 1 })
  return known.some(({ view }) => !told.includes(view.issue))
}

async function balances(stage: Ending, { fees, burns, locks }: Costs): Promise<Finding[]> {
  const { wallets, endowments, treasury } = stage.world
  const wanted = new Map<string, { address: string; amount: bigint }>()
  for (const [name, spent] of Object.entries(SPENT)) {
    const address = wallets.addressOf(name)
    const cost = (fees.get(address) ?? 0n) + (burns.get(address) ?? 0n)
    const amount = (endowments.get(address) ?? 0n) - spent - cost
    wanted.set(`balance of ${name}`, { address, amount })
  }
  const flora = wallets.addressOf('flora')
  // She gave 20 TAO, and the chain took 0.1 for the swap.
  const inherited = (endowments.get(flora) ?? 0n) - tao(20) - tenths(1) - (fees.get(flora) ?? 0n)
  wanted.set('balance of flora', { address: flora, amount: 0n })
  wanted.set('balance of her heir', { address: wallets.addressOf(HEIR), amount: inherited })
  const signer = wallets.addressOf(SIGNER)
  const left = (endowments.get(signer) ?? 0n) - (fees.get(signer) ?? 0n)
  wanted.set('balance of the signer', { address: signer, amount: left })
  wanted.set('the float', { address: treasury, amount: endowments.get(treasury) ?? 0n })
  wanted.set('the till', { address: tillOf(treasury), amount: 0n })
  for (const [name, left] of [
    // The raise without reward and bounty, what the task paid, and the collateral of the update that broke.
    ['kernels', tao(100 - 1 - 5 + 10) - REWARD],
    // The raise without reward, and the collateral that was slashed.
    ['maps', tao(50 + 10) - tenths(5)],
    ['vapour', 0n],
    ['spam', 0n],
  ] as const) {
    const { idea, launch, delegates } = await stage.world.app.ledger.readSubnet(streamOf(stage, name))
    // Above threshold 1 it lends payroll and hotkey the chain's deposits for their proxies.
    const lent = delegates.changes.reduce((sum, { isLent, deposit }) => (isLent ? sum + deposit : sum), 0n)
    const lock = locks.get(launch?.netuid ?? 0) ?? 0n
    wanted.set(`escrow of ${name}`, { address: idea?.pots?.escrow ?? '', amount: 0n })
    wanted.set(`treasury of ${name}`, { address: idea?.pots?.treasury ?? '', amount: left - lock - lent })
  }
  const findings = [...wanted].map(async ([what, { address, amount }]) => ({
    what,
    found: formatTao(await wallets.balanceOf(address)),
    wanted: formatTao(amount),
  }))
  return Promise.all(findings)
}

/** Three fees, half a collateral and what a swap costs were burned; nothing else was lost or made. */
async function issuance({ world }: Ending): Promise<Finding[]> {
  const { api } = world.wallets
  const read = async (hash: { toHex(): string }) => {
    const at = await api.at(hash.toHex())
    return BigInt((await at.query.balances?.totalIssuance?.())?.toString() ?? 0)
  }
  const burned =
    (await read(await api.rpc.chain.getBlockHash(0))) - (await read(await api.rpc.chain.getFinalizedHead()))
  return [{ what: 'burned', found: formatTao(burned), wanted: formatTao(tenths(3) + tenths(5) + tenths(1)) }]
}

/** `tells`: how the comment begins that mentions those for whom it ended so; nobody has to be told of the last. */
const THREADS: readonly { name: string; label: string; says: string; tells?: string }[] = [
  { name: 'kernels', label: 'tributary:live', says: 'Live', tells: '**Live:**' },
  { name: 'maps', label: 'tributary:failed', says: 'Failed', tells: '**Lost:**' },
  { name: 'vapour', label: 'tributary:slashed', says: 'Slashed', tells: '**Challenge 1 was upheld.**' },
  { name: 'spam', label: 'tributary:closed', says: 'Closed' },
]

/** Each thread has one sticky comment that says how the story ended, one that tells people so, and the label of its phase alone. */
async function threads(stage: Ending): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, label, says, tells } of THREADS) {
    const issue = issueOf(stage, name)
    const { market } = stage.world
    const labels = (await market.labels(issue)).filter((each) => each.startsWith('tributary:'))
    const comments = await market.appComments(issue)
    const sticky = comments.filter((body) => body.includes('tributary:sticky'))
    const telling = comments.filter(
      (body) => tells !== undefined && body.startsWith(tells) && /@[a-z]/.test(body),
    )
    findings.push({ what: `${name} tells people`, found: String(telling.length), wanted: tells ? '1' : '0' })
    findings.push({ what: `labels of ${name}`, found: labels.join(' '), wanted: label })
    findings.push({ what: `sticky comments of ${name}`, found: String(sticky.length), wanted: '1' })
    const told = sticky[0]?.includes(says) ?? false
    findings.push({ what: `the sticky comment of ${name} says ${says}`, found: String(told), wanted: 'true' })
  }
  return findings
}

/** The shares that were bought, and the issue that shows them. */
async function storefront(end: Ending): Promise<Finding[]> {
  const { world } = end
  const { home, storefront: shown } = await world.app.ledger.readSubnet(streamOf(end, 'kernels'))
  const { owner = '', name: repo = '' } = home?.repository ?? {}
  const comments = await openRepository(world.github, { owner, repo }).appComments(shown?.issue ?? 0)
  const telling = comments.filter((body) => body.includes('tributary:sticky') && body.includes('| 40 % |'))
  return [
    { what: 'shares of the output', found: await sharesOf(end), wanted: SHARES },
    { what: 'comments that show them', found: String(telling.length), wanted: '1' },
  ]
}

const streamOf = (stage: Ending, name: string): string =>
  subnetStream(stage.world.github.market.id, issueOf(stage, name))
