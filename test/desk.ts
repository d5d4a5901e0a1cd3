import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'

/** What a whole test run shares, made when the first test asks for it. Test files run in processes of their own. */
export interface Desk<Made> {
  /** Whoever connects to this loopback port is told: see `ask`. */
  readonly port: number
  /** Resolves to what was made, or undefined where nobody asked or it could not be made. */
  close(): Promise<Made | undefined>
}

/** `tell` is what those who ask are told of it: one line. */
export async function openDesk<Made>(
  make: () => Promise<Made>,
  tell: (made: Made) => string,
): Promise<Desk<Made>> {
  let making: Promise<Made> | undefined
  const server = createServer(async (socket) => {
    socket.on('error', () => undefined)
    making ??= make()
    const answer = await making.then(
      (made) => ({ told: tell(made) }),
      (error: Error) => ({ failure: error.message }),
    )
    socket.end(JSON.stringify(answer))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close()
      return making?.catch(() => undefined)
    },
  }
}

/** Rejects where it could not be made. */
export async function ask(port: number): Promise<string> {
  const { told, failure } = JSON.parse(await text(connect(port, '127.0.0.1')))
  if (failure) throw new Error(failure)
  return told
}
