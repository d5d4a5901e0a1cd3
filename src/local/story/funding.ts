import { progressBar } from '../../github/words.ts'
import { formatTao, RAO_PER_TAO } from '../../mechanisms/money.ts'
import { type IdeaName, ideas } from './ideas.ts'
import { openToPay } from './opening.ts'
import { capital, extrinsicOf, issueOf, type Stage, sendAs, until } from './stage.ts'

const tao = (amount: number) => BigInt(amount) * RAO_PER_TAO

/** The discoverer pays; it is the `nth` extrinsic that this person sends in the story. */
export async function payBill(stage: Stage, name: IdeaName, nth: number): Promise<void> {
  const { deposit } = await openToPay(stage, name)
  const { discoverer } = ideas[name]
  await sendAs(stage, discoverer, nth, () => extrinsicOf(stage, deposit.bill?.callHex))
  await until(stage, issueOf(stage, name), 'its deposit is seen', (state) => state.deposit.paid !== null)
}

export async function fundIdea(stage: Stage): Promise<void> {
  await contribute(stage, 'kernels', 'fay', 40, 1)
  await contribute(stage, 'kernels', 'finn', 35, 1)
  await contribute(stage, 'kernels', 'flora', 20, 1)
}

export async function fillGap(stage: Stage): Promise<void> {
  const issue = issueOf(stage, 'kernels')
  const { funding } = await until(stage, issue, 'its loan is open', (state) => state.funding?.loan !== null)
  await sendAs(stage, 'finn', 2, (tx) => tx.crowdloan?.withdraw?.(funding?.loan?.id ?? 0))
  const finn = stage.world.wallets.addressOf('finn')
  const state = await until(
    stage,
    issue,
    'the withdrawal is counted',
    (now) => (now.funding?.contributions[finn] ?? 0n) === 0n,
  )
  stage.say(`Finn changes his mind and withdraws   ${barOf(state.funding)}`)
  await contribute(stage, 'kernels', 'milo', 25, 1)
  await contribute(stage, 'kernels', 'dmitri', 10, 2)
  await contribute(stage, 'kernels', 'nora', 5, 1)
}

/** Whole TAO, by the `nth` extrinsic that this person sends in the story. */
export async function contribute(
  stage: Stage,
  idea: IdeaName,
  name: string,
  amount: number,
  nth: number,
): Promise<void> {
  const issue = issueOf(stage, idea)
  const before = await until(
    stage,
    issue,
    'its loan is open',
    ({ funding }) => (funding?.loan ?? null) !== null,
  )
  const address = stage.world.wallets.addressOf(name)
  await sendAs(stage, name, nth, (tx) =>
    tx.crowdloan?.contribute?.(before.funding?.loan?.id ?? 0, tao(amount)),
  )
  const after = await until(
    stage,
    issue,
    'the contribution is counted',
    ({ funding }) => (funding?.contributions[address] ?? 0n) >= tao(amount),
  )
  stage.say(`${capital(name)} contributes ${amount} TAO`.padEnd(38) + barOf(after.funding))
  await stage.pause()
}

function barOf(funding: { raised: bigint; target: bigint } | null): string {
  if (!funding) return ''
  const { bar, percent } = progressBar(funding.raised, funding.target)
  return `${bar} ${percent} of ${formatTao(funding.target)}`
}
