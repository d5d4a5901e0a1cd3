import type { Settings } from '../../app/settings.ts'
import { askDelegates, isActing } from '../../chain/delegates.ts'
import type { Treasury } from '../../chain/pots.ts'
import { openWallet, type Wallet } from '../../chain/wallet.ts'
import { formatTao } from '../../mechanisms/money.ts'
import { beware, type Finding, good, wrong } from './finding.ts'

/** Seconds after which a finalized head is old. */
const OLD = 120
/** Below it the App's key may not pay its fees: 0.1 TAO. */
const LITTLE = 100_000_000n

/** Each node by itself, and the treasury by the first that answers. */
export async function examineChain(
  endpoints: Settings['endpoints'],
  treasury: Treasury | null,
): Promise<Finding[]> {
  const findings: Finding[] = []
  const genesis = new Set<string>()
  let isTreasurySeen = treasury === null
  for (const endpoint of endpoints) {
    const wallet = await openWallet(endpoint).catch((error: Error) => error)
    const about = `node ${URL.parse(endpoint)?.host ?? endpoint}`
    if (wallet instanceof Error) {
      findings.push(
        wrong(about, 'It does not answer.', 'See SUBTENSOR_ENDPOINTS, or name another node there.'),
      )
      continue
    }
    try {
      genesis.add(wallet.api.genesisHash.toHex())
      findings.push(await headOf(about, wallet))
      if (treasury && !isTreasurySeen) findings.push(...(await treasuryOn(wallet, treasury)))
      isTreasurySeen = true
    } finally {
      await wallet.close()
    }
  }
  if (genesis.size > 1)
    findings.push(
      wrong(
        'chain',
        'The nodes serve different chains.',
        'Name nodes of one network in SUBTENSOR_ENDPOINTS.',
      ),
    )
  return findings
}

async function headOf(about: string, { api }: Wallet): Promise<Finding> {
  const hash = await api.rpc.chain.getFinalizedHead()
  const number = (await api.rpc.chain.getHeader(hash)).number.toNumber()
  const at = Number((await (await api.at(hash)).query.timestamp?.now?.())?.toString() ?? 0)
  const age = Math.round((Date.now() - at) / 1_000)
  const says = `Block ${number} is final, spec version ${api.runtimeVersion.specVersion.toNumber()}.`
  if (age < -OLD)
    return wrong(
      about,
      `${says} It is ${-age} s ahead of this machine’s clock.`,
      'Set the clock by the network’s time (NTP).',
    )
  if (age > OLD)
    return beware(
      about,
      `${says} It is ${age} s old.`,
      'The chain or this node stands still, or the clock is wrong.',
    )
  return good(about, says)
}

async function treasuryOn(wallet: Wallet, { address, multisig, signer }: Treasury): Promise<Finding[]> {
  const delegates = address === multisig ? [] : await askDelegates(wallet.api, address)
  const acts = address === multisig || delegates.some((one) => isActing(one, multisig))
  const balance = await wallet.balanceOf(signer)
  return [
    acts
      ? good('treasury', `Key and guardians act for ${address}.`)
      : wrong(
          'treasury',
          `The account of key and guardians, ${multisig}, may not act for ${address}.`,
          'See TREASURY, GUARDIANS and THRESHOLD; `tributary treasury show` says who acts for it.',
        ),
    balance >= LITTLE
      ? good('fees', `The App’s key has ${formatTao(balance)} for fees.`)
      : beware(
          'fees',
          `The App’s key ${signer} has ${formatTao(balance)}.`,
          'Send it some TAO: it pays for each call.',
        ),
  ]
}
