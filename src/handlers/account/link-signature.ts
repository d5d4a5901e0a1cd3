import type { Parsed } from '../kit/parse/parsed.ts'
import { type SignatureProof, verifySignature } from '../kit/parse/signature.ts'

/** Who wants to be tied to which coldkey, as written in `/link <ss58> <signature>`. */
export interface LinkClaim {
  /** GitHub's numeric user id, never the login. */
  readonly userId: number
  readonly ss58: string
  /** As in `SignatureClaim`. */
  readonly signature: string
}

/** What the owner of the coldkey signs (rule I1). It names the user, so that it is worthless to anyone else. */
export function linkMessage(userId: number, ss58: string): string {
  return `tributary:link:v1:github.com:${userId}:${ss58}`
}

/** The canonical address and the scheme it signed with, or why the claim does not hold. */
export function verifyLink({ userId, ss58, signature }: LinkClaim): Parsed<SignatureProof> {
  const message = (address: string) => linkMessage(userId, address)
  return verifySignature(
    { ss58, signature, message },
    {
      keyless: 'Link an account of your own wallet.',
      mend: 'a signature made for another GitHub account, or with another wallet, does not count',
    },
  )
}
