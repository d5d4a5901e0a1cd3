import type { Pallet } from '../runtime/pallet.ts'
import { adminUtilsPallet } from './admin-utils.ts'
import { auraPallet } from './aura.ts'
import { balancesPallet } from './balances.ts'
import { crowdloanPallet } from './crowdloan.ts'
import { drandPallet } from './drand.ts'
import { multisigPallet } from './multisig.ts'
import { proxyPallet } from './proxy.ts'
import { subtensorModulePallet } from './subtensor-module.ts'
import { systemPallet } from './system.ts'
import { timestampPallet } from './timestamp.ts'
import { transactionPaymentPallet } from './transaction-payment.ts'
import { utilityPallet } from './utility.ts'

/** In the order of their indices, which is the order their hooks and geneses run in. */
export const allPallets: readonly Pallet[] = [
  systemPallet,
  timestampPallet,
  auraPallet,
  balancesPallet,
  transactionPaymentPallet,
  subtensorModulePallet,
  utilityPallet,
  multisigPallet,
  proxyPallet,
  adminUtilsPallet,
  drandPallet,
  crowdloanPallet,
]
