import { encodeAddress } from '@polkadot/util-crypto'
import type { Chain, Head } from '../../chain/client.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'
import { callRuntime } from '../../chain/runtime-api.ts'
import type { Elector } from '../../mechanisms/dispute/slice.ts'
import { rao } from '../../mechanisms/money.ts'
import { ROOT } from '../../mechanisms/scoring/weighing.ts'

type StakeInfo = {
  readonly netuid: { toNumber(): number }
  readonly stake: { toBigInt(): bigint }
}
type StakeOfColdkey = readonly [{ toString(): string }, readonly StakeInfo[]]

/**
 * Rule M4: the linked accounts with at least `minimumStake` on a network, each with its whole stake there over all hotkeys. Stake is in
 * rao on root, and in 1e-9 alpha elsewhere. It is read in the state of a block, or of the finalized head, by one question for all.
 */
export async function readElectorate(
  chain: Pick<Chain, 'api' | 'request' | 'finalized'>,
  links: readonly { readonly user: number; readonly coldkey: string }[],
  minimumStake: bigint,
  netuid = ROOT,
  at?: Head,
): Promise<{ electorate: Elector[]; block: Head }> {
  const block = at ?? (await chain.finalized())
  if (links.length === 0) return { electorate: [], block }
  const coldkeys = links.map(({ coldkey }) => coldkey)
  const answer = await callRuntime(
    chain,
    'StakeInfoRuntimeApi',
    'get_stake_info_for_coldkeys',
    [coldkeys],
    block.hash,
  )
  const stakes = new Map(
    (answer as unknown as StakeOfColdkey[]).map(([coldkey, infos]) => [
      encodeAddress(coldkey.toString(), SS58_PREFIX),
      stakeOn(infos, netuid),
    ]),
  )
  const electorate = links.flatMap(({ user, coldkey }) => {
    const stake = stakes.get(coldkey) ?? 0n
    return stake > 0n && stake >= minimumStake ? [{ user, coldkey, stake: rao(stake) }] : []
  })
  return { electorate, block }
}

const stakeOn = (infos: readonly StakeInfo[], network: number): bigint =>
  infos
    .filter(({ netuid }) => netuid.toNumber() === network)
    .reduce((sum, { stake }) => sum + stake.toBigInt(), 0n)
