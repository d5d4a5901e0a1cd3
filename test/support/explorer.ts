import { serve } from '@hono/node-server'
import { createExplorer } from '../../src/explorer/explorer.ts'
import { units } from '../../src/handlers/fields.ts'
import { panels } from '../../src/handlers/panels.ts'
import { sayFrom } from '../../src/handlers/say.ts'
import { sentences } from '../../src/handlers/words.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { until } from './chain-world.ts'

const links = { github: 'https://github.com', chain: null }

/** The explorer of a ledger with all that the families show, to be asked without a server. */
export const wholeExplorer = (ledger: Ledger) =>
  createExplorer({
    ledger,
    links,
    title: 'Tributary',
    panels,
    sentences,
    units,
    say: sayFrom({ explorer: '', github: links.github, node: null }),
  })

/** The explorer of a ledger on a free loopback port. */
export async function serveExplorer(
  ledger: Ledger,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const { fetch } = createExplorer({ ledger, links, title: 'Tributary', panels: [] })
  const server = serve({ fetch, hostname: '127.0.0.1', port: 0 })
  await until('it listens', () => server.address() !== null)
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
