import type { SubnetState } from './state.ts'

/** The business keys of a subnet's intents: each names one thing that happens on chain at most once. */
export function keysOf({ stream, funding }: SubnetState) {
  const round = `${stream}:${funding?.round ?? 0}`
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
  }
}
