import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where every server under test takes deliveries. */
export const PATH = '/api/github/webhooks'

/** Listens on a free loopback port and tells it to the parent; at the parent's word stops, and tells what was stored. */
export async function serve(server: Server, stop: () => Promise<number>): Promise<void> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  process.send?.((server.address() as AddressInfo).port)
  await once(process, 'message')
  server.close()
  server.closeAllConnections()
  process.send?.(await stop())
  process.disconnect()
}
