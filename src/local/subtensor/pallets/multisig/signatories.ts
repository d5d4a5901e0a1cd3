import { AccountId as accountCodec, u16, Vector } from '@polkadot-api/substrate-bindings'
import { ensure, moduleError } from '../../runtime/errors.ts'
import { accountFromBytes, blake2b256, compareAccounts } from '../../runtime/hashing.ts'
import type { AccountId, Context } from '../../runtime/pallet.ts'

const accounts = Vector(accountCodec(42))

/** The others and the sender in order of their bytes. Refuses an empty, too long, unsorted list or one with the sender. */
export function allSignatories(ctx: Context, others: readonly AccountId[], sender: AccountId): AccountId[] {
  const limit = ctx.constant<number>('Multisig', 'MaxSignatories')
  ensure(others.length > 0, moduleError('Multisig', 'TooFewSignatories'))
  ensure(others.length < limit, moduleError('Multisig', 'TooManySignatories'))
  others.forEach((account, index) => {
    const previous = others[index - 1]
    const ordered = previous === undefined || compareAccounts(previous, account) < 0
    ensure(ordered, moduleError('Multisig', 'SignatoriesOutOfOrder'))
    ensure(account !== sender, moduleError('Multisig', 'SenderInSignatories'))
  })
  return [...others, sender].sort(compareAccounts)
}

/** The account that sorted signatories make with a threshold: blake2-256 of ("modlpy/utilisuba", accounts, u16). */
export function multisigAccount(signatories: AccountId[], threshold: number): AccountId {
  const entropy = [...Buffer.from('modlpy/utilisuba'), ...accounts.enc(signatories), ...u16.enc(threshold)]
  return accountFromBytes(blake2b256(Uint8Array.from(entropy)))
}
