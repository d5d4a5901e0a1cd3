import type { Ledger } from '../../src/ledger/ledger.ts'
import type { Repository } from '../../src/mechanisms/idea/slice.ts'
import { type SubnetCommand, subnetStream } from '../../src/mechanisms/subnet/state.ts'
import { handTo } from '../support/addressed.ts'
import { START, stream } from '../support/commands.ts'
import { reportHome } from '../support/mined-commands.ts'
import { tales } from '../support/tales.ts'

/** Who and what the recorded deliveries of a home are about. */
export interface Seed {
  readonly issue: number
  readonly market: Repository
  readonly home: Repository
  readonly installation: number
  /** When the idea was opened, milliseconds: before anything that was recorded. */
  readonly at: number
  /** Those who have linked a coldkey. */
  readonly people: readonly { readonly id: number; readonly login: string; readonly coldkey: string }[]
}

/** Brings an empty ledger to where the recording begins, by what no delivery of the home says: links, money, the home itself. */
export async function sow(ledger: Ledger, seed: Seed): Promise<void> {
  const { market, home, installation, people } = seed
  const to = subnetStream(market.id, seed.issue)
  const [discoverer] = people
  await ledger.write(async (writing) => {
    for (const [index, { coldkey, ...person }] of people.entries()) {
      const source = { kind: 'comment', issue: 1, comment: -1 - index } as const
      await writing.link({ type: 'LinkColdkey', person, coldkey, repository: market, at: seed.at, source })
    }
    const made = reportHome(100, { ok: true, repository: home, installation })
    for (const command of [...tales.minable, made]) {
      const { refusal } = await handTo(writing, to, { ...fitted(command), at: command.at - START + seed.at })
      if (refusal) throw new Error(`${command.type}: ${refusal.code}`)
    }
  })

  function fitted(command: SubnetCommand): SubnetCommand {
    if (command.type === 'SettleIntent') return { ...command, key: command.key.replace(stream(), to) }
    if (command.type !== 'OpenIdea' || !discoverer) return command
    const { id, login } = discoverer
    return { ...command, repository: market, issue: seed.issue, installation, discoverer: { id, login } }
  }
}
