import { expect } from 'vitest'
import { connectChain } from '../../src/chain/client.ts'
import { type Scene, setScene } from '../../src/local/github/testing/world.ts'
import { startSubtensor } from '../../src/local/subtensor/node.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { quiet } from '../support/chain-world.ts'
import { type Around, type Scenario, scenarios } from './errands.ts'
import { openHome } from './homes.ts'
import { type CallFault, openWay, type Way } from './way.ts'

/** A local GitHub, a network, and what the App does in a home without a fault. */
export interface EachCall {
  readonly names: readonly string[]
  /** All calls that were made until now, also those that only a fault leads to. */
  readonly asked: ReadonlySet<string>
  /** All calls that it makes, in their order. */
  calls(name: string): Promise<readonly string[]>
  /** One call goes wrong once: throws unless the end is the same, or if the errand tells what is not so. */
  expectSameEnd(name: string, fault: CallFault, fails: number): Promise<void>
  stop(): Promise<void>
}

/** An answer is read this often at most, each after another look at GitHub. */
const TRIES = 4

export async function openEachCall(): Promise<EachCall> {
  const scene = await setScene()
  const node = await startSubtensor({ seal: 50 })
  const chain = await connectChain({ endpoints: [node.url], logger: quiet })
  const all = scenarios({ github: openWay(scene, 'cut', null).connect() })
  const known = new Map<string, Promise<Ended>>()
  const asked = new Set<string>()
  const note = ({ calls }: Pick<Ended, 'calls'>) => {
    for (const call of calls) asked.add(call)
  }
  const scenarioOf = (name: string): Scenario => {
    const scenario = all[name]
    if (!scenario) throw new Error(`no errand ${name}`)
    return scenario
  }
  const plain = (name: string): Promise<Ended> => {
    const found = known.get(name) ?? run({ scene, chain }, scenarioOf(name), openWay(scene, 'cut', null))
    known.set(name, found)
    return found
  }
  return {
    names: Object.keys(all),
    asked,
    calls: async (name) => {
      const ended = await plain(name)
      note(ended)
      return ended.calls
    },
    expectSameEnd: async (name, fault, fails) => {
      const { calls: _, ...wanted } = await plain(name)
      const way = openWay(scene, fault, fails)
      const { calls, ...ended } = await run({ scene, chain }, scenarioOf(name), way)
      note({ calls })
      const which = `${name}: ${fault} to ${calls[fails]}`
      expect(calls.length, which).toBeGreaterThan(fails)
      expect(ended, which).toEqual(wanted)
      expect(way.pressed(), `${which}: asked while it was limited`).toBe(0)
    },
    stop: async () => {
      await chain.close()
      await node.stop()
      await scene.stop()
    },
  }
}

interface Ended {
  readonly calls: readonly string[]
  readonly told: string
  readonly shown: string
}

/** Tries as its job does: after an error, and where GitHub was said to have refused. */
async function run(
  { scene, chain }: { readonly scene: Scene; readonly chain: Around['chain'] },
  scenario: Scenario,
  way: Way,
): Promise<Ended> {
  const home = await openHome(scene)
  const attempt = await scenario(home)
  let last: unknown
  for (let n = 0; n < TRIES; n += 1) {
    const told = await attempt({ github: way.connect(), chain }).catch((error: unknown) => {
      last = error
      return null
    })
    if (!told || isRefused(told)) continue
    return { calls: way.calls, told: plainly(told), shown: await home.shown() }
  }
  throw new Error(`It has not come to an end: ${last}`)
}

/** The errand stays wanted, and says what GitHub said. */
const isRefused = (told: SubnetCommand): boolean =>
  'result' in told &&
  typeof told.result === 'object' &&
  'reason' in told.result &&
  told.result.reason === 'forbidden'

/** Without commits, which differ by their time, and without blocks. */
const plainly = (told: SubnetCommand): string =>
  JSON.stringify(told, (key, value) =>
    ['commit', 'block', 'turn'].includes(key)
      ? typeof value
      : typeof value === 'bigint'
        ? String(value)
        : value,
  )
