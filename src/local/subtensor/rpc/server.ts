import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { RpcError, type RpcErrorBody } from './errors.ts'

/** What a method may do beyond answering: push notifications until it is told to stop. */
export type Session = {
  /** `start` gets a push function and answers how to stop; the id is what the client sees. */
  subscribe(notification: string, start: (push: (result: unknown) => void) => () => void): string
  /** False where the id is not this connection's. */
  unsubscribe(id: string): boolean
}
export type Method = (params: readonly unknown[], session: Session) => unknown
export type Methods = Readonly<Record<string, Method>>

/** What tests may do to answers. */
type Disturbance = {
  delayMilliseconds: number
  /** How many answers to a method are yet to be swallowed. */
  readonly swallow: Map<string, number>
}

export type RpcServer = {
  readonly url: string
  readonly disturbance: Disturbance
  dropConnections(): void
  close(): Promise<void>
}

type Request = { id?: unknown; method?: unknown; params?: unknown }

const largestMessage = 20 * 1024 * 1024

/** JSON-RPC 2.0 over WebSocket on 127.0.0.1. */
export async function startRpcServer(port: number, methods: Methods): Promise<RpcServer> {
  const disturbance: Disturbance = { delayMilliseconds: 0, swallow: new Map() }
  const server = new WebSocketServer({ host: '127.0.0.1', port, maxPayload: largestMessage })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  server.on('connection', (socket) => serve(socket, methods, disturbance))
  const dropConnections = () => {
    for (const socket of server.clients) socket.terminate()
  }
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    disturbance,
    dropConnections,
    close: () =>
      new Promise((resolve) => {
        dropConnections()
        server.close(() => resolve())
      }),
  }
}

function serve(socket: WebSocket, methods: Methods, disturbance: Disturbance): void {
  const connection = openConnection(socket, disturbance)
  socket.on('close', connection.stopAll)
  socket.on('error', () => socket.terminate())
  socket.on('message', (data) => {
    let message: unknown
    try {
      message = JSON.parse(String(data))
    } catch {
      return connection.answer(undefined, { id: null, error: { code: -32700, message: 'Parse error' } })
    }
    if (Array.isArray(message)) {
      const error = { code: -32005, message: 'Batched requests are not supported by this server' }
      return connection.answer(undefined, { id: null, error })
    }
    void handle(message, methods, connection)
  })
}

type Connection = ReturnType<typeof openConnection>

async function handle(request: unknown, methods: Methods, connection: Connection): Promise<void> {
  const { id = null, method, params = [] } = (request ?? {}) as Request
  if (typeof method !== 'string' || !Array.isArray(params)) {
    return connection.answer(undefined, { id, error: { code: -32600, message: 'Invalid request' } })
  }
  const found = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (found === undefined) {
    return connection.answer(method, { id, error: { code: -32601, message: 'Method not found' } })
  }
  try {
    const result = await found(params, connection.session)
    connection.answer(method, { id, result: result ?? null })
  } catch (error) {
    connection.answer(method, { id, error: errorBody(error) })
  }
}

function errorBody(error: unknown): RpcErrorBody {
  if (error instanceof RpcError) return error.body
  return { code: -32603, message: 'Internal error', data: String(error) }
}

/** Keeps what is sent in order: a subscription's notifications never overtake the answer that names it. */
function openConnection(socket: WebSocket, disturbance: Disturbance) {
  const stops = new Map<string, () => void>()

  function send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message })
    const out = () => {
      if (socket.readyState === socket.OPEN) socket.send(text)
    }
    if (disturbance.delayMilliseconds > 0) setTimeout(out, disturbance.delayMilliseconds)
    else out()
  }

  const session: Session = {
    subscribe(notification, start) {
      const id = randomBytes(8).toString('hex')
      const early: unknown[] = []
      let answered = false
      const notify = (result: unknown) => send({ method: notification, params: { subscription: id, result } })
      const stop = start((result) => (answered ? notify(result) : early.push(result)))
      stops.set(id, stop)
      setImmediate(() => {
        answered = true
        for (const result of early.splice(0)) notify(result)
      })
      return id
    },
    unsubscribe(id) {
      stops.get(id)?.()
      return stops.delete(id)
    },
  }

  return {
    session,
    answer(method: string | undefined, message: object): void {
      const left = method === undefined ? 0 : (disturbance.swallow.get(method) ?? 0)
      if (method !== undefined && left > 0) disturbance.swallow.set(method, left - 1)
      else send(message)
    },
    stopAll(): void {
      for (const stop of stops.values()) stop()
      stops.clear()
    },
  }
}
