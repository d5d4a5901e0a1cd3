import type { PGlite, PGliteOptions } from '@electric-sql/pglite'
import { type Blank, emptied, readBlank } from './emptied.ts'

/** So many wait for the next test; each has some 70 MB. */
const IDLE = 2

/** Databases in memory which a test gives back when it closes its own. All are made with the same options. */
export class PglitePool {
  readonly #make: (options: PGliteOptions) => Promise<PGlite>
  readonly #idle: PGlite[] = []
  #blank: Promise<Blank> | undefined

  constructor(make: (options: PGliteOptions) => Promise<PGlite>) {
    this.#make = make
  }

  /** A new database, or one that is as new. Once closed it takes nothing more, whoever still holds it. */
  async take(options: PGliteOptions): Promise<PGlite> {
    const client = this.#idle.pop() ?? (await this.#make(options))
    this.#blank ??= readBlank(client)
    await this.#blank
    let closing: Promise<void> | undefined
    const close = () => {
      closing ??= this.#giveBack(client)
      return closing
    }
    return lent(client, close, () => closing !== undefined)
  }

  async #giveBack(client: PGlite): Promise<void> {
    const blank = await this.#blank
    const isReady =
      blank !== undefined && this.#idle.length < IDLE && (await emptied(client, blank).catch(() => false))
    if (isReady) this.#idle.push(client)
    else await client.close()
  }
}

function lent(client: PGlite, close: () => Promise<void>, isClosed: () => boolean): PGlite {
  return new Proxy(client, {
    get(target, name) {
      if (name === 'close') return close
      if (name === 'closed') return isClosed()
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function' || name === 'constructor') return value
      return (...given: unknown[]) => {
        if (isClosed()) throw new Error('PGlite is closed')
        return Reflect.apply(value, target, given)
      }
    },
  })
}
