import type { Queries } from '../../ledger/database.ts'
import { agreeNonce, largestNonce, readSigners } from '../../ledger/identity.ts'

export interface NonceAgreement {
  readonly nonce: string
  readonly reason: string
  readonly operator: string
  /** SS58; needed where the ledger has had several. */
  readonly signer?: string
  /** Milliseconds, UTC. */
  readonly at: number
}

/** Lets a key sign again that had signed what the ledger does not know of. Throws, in words, where that makes no sense. */
export async function agreeOnNonce(queries: Queries, agreement: NonceAgreement): Promise<string> {
  const { reason, operator, at } = agreement
  if (!/^[0-9]{1,15}$/.test(agreement.nonce)) throw new Error('Write --nonce as a number.')
  if (reason.trim() === '') throw new Error('Say why: --reason "…".')
  const signer = chosen(await readSigners(queries), agreement.signer)
  const nonce = Number(agreement.nonce)
  const known = (await largestNonce(queries, signer)) ?? 0
  if (nonce <= known) throw new Error(`The ledger knows of ${signer} up to the nonce ${known} already.`)
  await agreeNonce(queries, signer, nonce, `${operator}, ${new Date(at).toISOString()}: ${reason.trim()}`)
  return `What ${signer} has signed below the nonce ${nonce} is agreed to: a running App signs again within a minute.`
}

function chosen(signers: readonly string[], wanted: string | undefined): string {
  if (signers.length === 0) throw new Error('No key has signed for this ledger yet.')
  if (wanted === undefined && signers.length === 1) return signers[0] ?? ''
  if (wanted !== undefined && signers.includes(wanted)) return wanted
  throw new Error(`Name the key with --signer. The ledger has had ${signers.join(', ')}.`)
}
