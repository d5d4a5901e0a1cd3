import type { Material } from './mutate.ts'

/** One parser under fire. */
export interface Target extends Material {
  readonly name: string
  readonly cases: number
  /** The longest that a single case may take: milliseconds on a processor. */
  readonly limit: number
  /** Parses, and throws where the result is not of the declared shape. */
  check(input: string): void | Promise<void>
}
