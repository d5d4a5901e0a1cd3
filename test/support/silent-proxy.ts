import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a node on which nothing comes any more although it is open: the cable is out, or a router forgot the connection. */
export interface SilentProxy {
  /** ws://127.0.0.1:… */
  readonly url: string
  /** From now on the present connections carry nothing, in either direction. `later`: nor does any that is opened from now on. */
  silence(later?: 'later ones too'): void
  /** Ends the present connections. */
  cut(): void
  stop(): Promise<void>
}

export async function startSilentProxy(node: string): Promise<SilentProxy> {
  const { hostname, port } = new URL(node)
  const open = new Set<Socket>()
  const pairs = new Set<readonly [Socket, Socket]>()
  let isSilent = false
  const keep = (socket: Socket) => {
    open.add(socket.on('error', () => undefined).on('close', () => open.delete(socket)))
  }
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  const server = createServer((near) => {
    keep(near)
    if (isSilent) return void near.resume()
    const far = connect(Number(port), hostname)
    keep(far)
    pairs.add([near, far])
    near.pipe(far).pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    silence(later) {
      isSilent = later !== undefined
      for (const [near, far] of pairs) {
        near.unpipe(far).resume()
        far.unpipe(near).resume()
      }
      pairs.clear()
    },
    cut,
    stop: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
