import type { Calls } from '../chain/call-kinds.ts'
import { delegate } from './delegates/calls.ts'
import { fillPayroll, gatherAlpha, payAlpha } from './dividends/calls.ts'
import { loanDissolve, loanFinalize, loanOpen, loanRefund } from './funding/calls.ts'
import { chainStep, networkRegister, startCall } from './launch/calls.ts'
import { payRows, sink, transfer } from './payments/calls.ts'
import { setWeights } from './weights/calls.ts'

/** Every kind of call that an intent may be, by its kind. */
export const calls: Calls = {
  transfer,
  sink,
  'pay-rows': payRows,
  'pay-alpha': payAlpha,
  'fill-payroll': fillPayroll,
  'gather-alpha': gatherAlpha,
  'loan-open': loanOpen,
  'loan-finalize': loanFinalize,
  'loan-refund': loanRefund,
  'loan-dissolve': loanDissolve,
  'network-register': networkRegister,
  'chain-step': chainStep,
  'start-call': startCall,
  'set-weights': setWeights,
  delegate,
}
