import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { createIntake } from '../../src/intake/intake.ts'
import type { Database } from '../../src/ledger/database.ts'
import { SECRET } from './delivery.ts'

/** An intake on a server of its own. */
export interface Door {
  readonly url: string
  /** How often it said that something was stored. */
  woken(): number
  close(): Promise<void>
}

/** `patience` as the intake's. It listens to `issues` and `issue_comment`. */
export async function openDoor(
  database: Pick<Database, 'kind' | 'queries'>,
  { patience, secret = SECRET }: { patience?: number; secret?: string } = {},
): Promise<Door> {
  let woken = 0
  const intake = createIntake({
    database,
    secrets: [secret, 'the old one'],
    events: new Set(['issues', 'issue_comment']),
    registry: new Registry(),
    logger: pino({ enabled: false }),
    onStored: () => woken++,
    ...(patience && { patience }),
  })
  const server = createServer((request, response) => void intake.handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    woken: () => woken,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await intake.drain()
    },
  }
}
