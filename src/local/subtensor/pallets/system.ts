import { toHex } from '../runtime/codec.ts'
import { ensureSigned } from '../runtime/errors.ts'
import { blake2b256 } from '../runtime/hashing.ts'
import { type AccountId, type Context, call, type Pallet } from '../runtime/pallet.ts'
import { storageItem } from '../runtime/storage.ts'
import { weights } from '../weights.ts'
import { accounts } from './account-store.ts'

export const blockHashes = storageItem<[number], string>('System', 'BlockHash')
const lastRuntimeUpgrade = storageItem<[], { spec_version: number; spec_name: string } | undefined>(
  'System',
  'LastRuntimeUpgrade',
)

export type RuntimeVersion = {
  spec_name: string
  impl_name: string
  authoring_version: number
  spec_version: number
  impl_version: number
  apis: Array<[string, number]>
  transaction_version: number
  system_version: number
}

export function runtimeVersion(ctx: Pick<Context, 'constant'>): RuntimeVersion {
  return ctx.constant<RuntimeVersion>('System', 'Version')
}

/** In the first block of another version of the runtime, before all else. */
export function noteUpgrade(ctx: Context): void {
  const { spec_name, spec_version } = runtimeVersion(ctx)
  if (lastRuntimeUpgrade.get(ctx)?.spec_version === spec_version) return
  lastRuntimeUpgrade.put(ctx, { spec_name, spec_version })
}

type Remark = { remark: Uint8Array }

export const systemPallet: Pallet = {
  name: 'System',

  calls: {
    remark: call<Remark>({
      weight: ({ remark }) => weights.System.remark(remark.length),
      dispatch(_ctx, origin) {
        ensureSigned(origin)
        return undefined
      },
    }),

    remark_with_event: call<Remark>({
      weight: ({ remark }) => weights.System.remarkWithEvent(remark.length),
      dispatch(ctx, origin, { remark }) {
        const sender = ensureSigned(origin)
        ctx.emit('System', 'Remarked', { sender, hash: toHex(blake2b256(remark)) })
        return undefined
      },
    }),
  },

  apis: {
    Core: { version: runtimeVersion },
    AccountNonceApi: { account_nonce: (ctx, who: AccountId) => accounts.get(ctx, who).nonce },
  },

  genesis(ctx) {
    noteUpgrade(ctx)
    blockHashes.put(ctx, `0x${'45'.repeat(32)}`, 0)
  },
}
