import pino from 'pino'
import { connectGitHub } from '../../src/github/client.ts'
import { createContents } from '../../src/handlers/kit/contents.ts'
import type { ErrandTools } from '../../src/handlers/kit/errand.ts'
import { type Scene, setScene } from '../../src/local/github/testing/world.ts'
import type { Occurrence } from '../../src/mechanisms/kernel/occurrence.ts'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { minedConfig } from './mined-commands.ts'
import { tales } from './tales.ts'
import { tell } from './tell.ts'

/** The tools of the errands that need GitHub alone, before a real local GitHub. */
export interface ErrandWorld {
  readonly scene: Scene
  readonly tools: ErrandTools
  /** An idea of the local market that is ready to be mined. */
  readonly minable: SubnetState
  /** Calls of the App since the last time this was asked, to all routes or to some; tokens left out. */
  calls(routes?: RegExp): number
  stop(): Promise<void>
}

export const when: Occurrence = { at: 1, source: { kind: 'errand', name: 'test' } }

export async function openErrandWorld(): Promise<ErrandWorld> {
  const scene = await setScene()
  const { github } = scene
  const log = pino({ enabled: false })
  const app = connectGitHub(
    {
      appId: github.app.id,
      privateKey: github.app.privateKey,
      githubApiUrl: github.url,
      githubThrottle: false,
    },
    log,
  )
  const absent = <Part>(name: string) =>
    new Proxy({} as Part & object, {
      get: () => {
        throw new Error(`an errand on GitHub does not ask the ${name}`)
      },
    })
  return {
    scene,
    tools: {
      ledger: absent('ledger'),
      chain: absent('chain'),
      treasury: '',
      github: app,
      contents: createContents(),
      places: { explorer: github.url, github: github.url, node: null },
      localHosts: new Map(),
      log,
      now: () => 1,
    },
    minable: minableOn(scene),
    calls: (routes = /^(?!.*access_tokens)/) => {
      const made = Object.entries(github.control.calls()).filter(([route]) => routes.test(route))
      github.control.resetCalls()
      return made.reduce((sum, [, times]) => sum + times, 0)
    },
    stop: scene.stop,
  }
}

function minableOn({ github: { market, app } }: Scene): SubnetState {
  const { state } = tell(tales.minable, minedConfig)
  if (!state.idea) throw new Error('no idea')
  const repository = { id: market.id, owner: market.owner, name: market.repo }
  return { ...state, idea: { ...state.idea, repository, installation: app.installationId } }
}
