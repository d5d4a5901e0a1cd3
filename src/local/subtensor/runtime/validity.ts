/** Why an extrinsic is not valid, in the runtime's words. */
export type Invalidity = {
  readonly kind: 'Invalid' | 'Unknown'
  /** Name in the runtime's InvalidTransaction or UnknownTransaction. */
  readonly name: InvalidName
  /** The number of one of the runtime's own reasons. */
  readonly custom?: number
}

const messages = {
  Call: 'Transaction call is not expected',
  Payment: 'Inability to pay some fees (e.g. account balance too low)',
  Future: 'Transaction will be valid in the future',
  Stale: 'Transaction is outdated',
  BadProof: 'Transaction has a bad signature',
  AncientBirthBlock: 'Transaction has an ancient birth block',
  ExhaustsResources: 'Transaction would exhaust the block limits',
  BadSigner: 'Invalid signing address',
  CannotLookup: 'Could not lookup information required to validate the transaction',
} as const

export type InvalidName = keyof typeof messages | 'Custom'

export function invalid(name: InvalidName): Invalidity {
  return { kind: name === 'CannotLookup' ? 'Unknown' : 'Invalid', name }
}

export function customInvalid(custom: number): Invalidity {
  return { kind: 'Invalid', name: 'Custom', custom }
}

export function invalidityMessage({ name, custom }: Invalidity): string {
  return name === 'Custom' ? `Custom error: ${custom}` : messages[name]
}
