import { RAO_PER_TAO } from '../../mechanisms/money.ts'

const tao = (amount: number) => BigInt(amount) * RAO_PER_TAO

/** What each person has on the local network when it begins, in rao. Their wallets are development keys of their names. */
export const ENDOWMENTS: Readonly<Record<string, bigint>> = {
  dana: tao(50),
  dmitri: tao(50),
  fay: tao(500),
  finn: tao(500),
  flora: tao(500),
  mia: tao(20),
  milo: tao(500),
  nell: tao(500),
  nora: tao(20),
  rex: tao(20),
  rita: tao(20),
  rosa: tao(20),
  vera: tao(10),
  viktor: tao(10),
  violet: tao(10),
  vlad: tao(10),
}

/** The key that signs for the treasury, and its guardian. At threshold 1 the guardian need not act. */
export const SIGNER = 'tributary'
export const GUARDIAN = 'guardian'
export const SIGNER_ENDOWMENT = tao(10)
/** Of a guardian: for fees. Who carries a day's rows out pays for all the weight that they declare, and gets most of it back. */
export const GUARDIAN_ENDOWMENT = tao(5)
export const FLOAT_ENDOWMENT = tao(1_000)

/** Validators' stake on root, in rao. Each hotkey is the login with `//hot`. */
export const STAKES: Readonly<Record<string, bigint>> = {
  vera: tao(6_000),
  viktor: tao(3_000),
  violet: tao(1_000),
  vlad: tao(1_500),
}
