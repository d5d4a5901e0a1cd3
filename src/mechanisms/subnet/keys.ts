import type { SeesFunding } from '../funding/slice.ts'
import type { SeesLaunch } from '../launch/slice.ts'

/** The business keys of a subnet's intents: each names one thing that happens on chain at most once. */
export function keysOf({ stream, funding, launch }: SeesFunding & SeesLaunch & { readonly stream: string }) {
  const round = `${stream}:${funding?.round ?? 0}`
  const attempt = `${stream}:${launch?.round ?? 0}`
  return {
    collateralReturn: `collateral-return:${stream}`,
    slashReward: `slash-reward:${stream}`,
    slashSink: `slash-sink:${stream}`,
    depositRefund: (extrinsicHash: string, payer: string) =>
      `deposit-refund:${stream}:${extrinsicHash}:${payer}`,
    loanOpen: `loan-open:${round}`,
    loanFinalize: `loan-finalize:${round}`,
    loanRefund: `loan-refund:${round}:${(funding?.refundCalls ?? 0) + 1}`,
    loanDissolve: `loan-dissolve:${round}`,
    loanDepositReturn: `loan-deposit-return:${round}`,
    networkRegister: `network-register:${stream}`,
    chainStep: (place: number) => `chain-step:${attempt}:${place}`,
    startCall: `start-call:${stream}`,
    discovererReward: `discoverer-reward:${stream}`,
    guaranteeReturn: (guaranteed: number) => `guarantee-return:${stream}:${guaranteed}`,
    guaranteeSlash: (guaranteed: number) => `guarantee-slash:${stream}:${guaranteed}`,
    bounty: `bounty:${attempt}`,
  }
}
