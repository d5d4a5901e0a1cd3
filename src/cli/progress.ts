import { complain, overwrite } from './output.ts'

/** Milliseconds after which whoever waits is told what for. */
const SOON = 1_000
/** Where no terminal can be written over, a line is enough as often as this. */
const SELDOM = 15_000

/** Waits for some work, and says on standard error what is waited for and since when. Work that ends within a second is not mentioned. */
export async function during<Result>(what: string, work: Promise<Result>): Promise<Result> {
  const begun = Date.now()
  const isTerminal = process.stderr.isTTY === true
  const line = () => `${what}… ${Math.round((Date.now() - begun) / 1_000)} s`
  const timer = setInterval(
    () => (isTerminal ? overwrite(line()) : complain(line())),
    isTerminal ? SOON : SELDOM,
  )
  try {
    return await work
  } finally {
    clearInterval(timer)
    if (isTerminal && Date.now() - begun >= SOON) overwrite('')
  }
}
