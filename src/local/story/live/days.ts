import { blake2AsHex, decodeAddress } from '@polkadot/util-crypto'
import { callOf } from '../../../chain/extrinsic.ts'
import type { DayTotals } from '../../../mechanisms/dividends/day.ts'
import { formatAlpha } from '../../../mechanisms/money.ts'
import type { SubnetState } from '../../../mechanisms/subnet/state.ts'
import { STORY_SETTINGS } from '../ideas.ts'
import { untilIt } from '../mining/home.ts'
import { netuidOf } from '../mining/launch.ts'
import { passTo, type Stage, sendAs } from '../stage.ts'

/** With the three who mine, 50 hold alpha. */
const FRIENDS = 47
/** So many transfers of stake fit a batch at any version of the runtime. */
const FITTING = 24

const DAYS = 7
/** Blocks between two days. Their epochs pay the owner's cut, of which each holder gets more than a transfer costs. */
const BETWEEN = 40
/** After this day Flora swaps her coldkey. */
const SWAP_AFTER = 3
export const HEIR = 'flora’s heir'
/** Blocks from when a swap is announced until it may be made. */
const ANNOUNCED = 51

const DISTRIBUTING = `${STORY_SETTINGS}dividends:
  reserve: 1 alpha
`

/** Rex, who mines, gives half of what he has to 47 friends: with them 50 hold alpha of the subnet, and more. */
export async function spread(stage: Stage): Promise<void> {
  const netuid = await netuidOf(stage, 'kernels')
  const { wallets, market } = stage.world
  await market.setSettings(DISTRIBUTING)
  const hotkey = wallets.addressOf('rex//hot')
  const has = await wallets.api.query.subtensorModule?.totalHotkeyAlpha?.(hotkey, netuid)
  const each = BigInt(has?.toString() ?? 0) / BigInt(2 * FRIENDS)
  const friends = Array.from({ length: FRIENDS }, (_, n) => wallets.addressOf(`friend ${n + 1}`))
  for (let first = 0; first < friends.length; first += FITTING) {
    const some = friends.slice(first, first + FITTING)
    await sendAs(stage, 'rex', 3 + first / FITTING, (tx) =>
      tx.utility?.batchAll?.(
        some.map((friend) =>
          callOf(wallets.api, 'subtensorModule', 'transferStake', friend, hotkey, netuid, netuid, each),
        ),
      ),
    )
  }
  stage.say(
    `Rex gives ${formatAlpha(each)} of subnet ${netuid} to each of ${FRIENDS} friends, who hold it from now on`,
  )
}

/** Seven days are reckoned and paid, to holders and investors; one of the investors changes wallets in between. */
export async function distribute(stage: Stage): Promise<void> {
  for (let day = 1; day <= DAYS; day++) {
    await payDay(stage, day)
    if (day === SWAP_AFTER) await swapColdkey(stage)
  }
  const { dividends } = await untilIt(stage, 'kernels', 'the last day is paid', isFree)
  const { addressOf } = stage.world.wallets
  // What is too small for the fee of a transfer is on a sheet of its own, and paid on a later day.
  const { payouts = '', carry = '' } = dividends.last ?? {}
  const accounts = new Set([...(await accountsOf(stage, payouts)), ...(await accountsOf(stage, carry))])
  if (accounts.size < FRIENDS + 3 || accounts.has(addressOf('flora')) || !accounts.has(addressOf(HEIR)))
    throw new Error('The last day does not reckon all holders, and Flora’s heir in her place.')
  stage.say(
    `The last of the seven days is for ${accounts.size} accounts: all who hold alpha of the subnet, and five who funded it`,
  )
}

/** Who is on a sheet, as anyone reads it: part after part, of which a later runtime has more. */
async function accountsOf({ world: { app } }: Stage, sheet: string): Promise<ReadonlySet<string>> {
  const accounts = new Set<string>()
  for (let part = 0; ; part++) {
    const answer = await fetch(`${app.url}/api/sheets/${sheet}/${part}/0`)
    if (!answer.ok) return accounts
    const { rows } = (await answer.json()) as { readonly rows: readonly { readonly account: string }[] }
    for (const { account } of rows) accounts.add(account)
  }
}

async function payDay(stage: Stage, day: number): Promise<void> {
  const known = await untilIt(stage, 'kernels', 'the day before is paid', isFree)
  stage.world.subtensor.control.createBlocks(BETWEEN)
  await passTo(stage, known.dividends.nextAt ?? 0)
  const before = known.dividends.days
  const { dividends } = await untilIt(
    stage,
    'kernels',
    `day ${day} is paid`,
    (state) =>
      isFree(state) && state.dividends.days > before && state.dividends.last?.day === state.dividends.days,
  )
  const totals = dividends.last?.totals
  if (!totals || !isWhole(totals)) throw new Error(`Day ${day} does not sum up.`)
  stage.say(
    `Day ${day}: ${formatAlpha(totals.paid)} are paid, and ${formatAlpha(totals.carried)} carried; of it ${formatAlpha(totals.investors)} to five investors`,
    `${stage.world.app.url}/api/ideas/${stage.issues.get('kernels')}/distribution?day=${dividends.last?.day}`,
  )
}

/** Rule D1: to the unit, nothing is made or lost. */
const isWhole = ({ paid, carried, reserved, heldBack, available, missing }: DayTotals): boolean =>
  paid + carried + reserved + heldBack === available + missing

const isFree = ({ dividends: { open, payout, nextAt } }: SubnetState): boolean =>
  open === null && payout === null && nextAt !== null

/** Flora announces another coldkey, and swaps to it: it has what she had, and what she gave for. */
async function swapColdkey(stage: Stage): Promise<void> {
  const { wallets, subtensor } = stage.world
  const heir = wallets.addressOf(HEIR)
  if ((await wallets.balanceOf(wallets.addressOf('flora'))) > 0n) {
    const hash = blake2AsHex(decodeAddress(heir))
    await sendAs(stage, 'flora', 2, (tx) => tx.subtensorModule?.announceColdkeySwap?.(hash))
    subtensor.control.createBlocks(ANNOUNCED)
    await sendAs(stage, 'flora', 3, (tx) => tx.subtensorModule?.swapColdkeyAnnounced?.(heir))
  }
  stage.say('Flora swaps her coldkey: her heir has from now on what a funder of 20 TAO gets each day')
}
