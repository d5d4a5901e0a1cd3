import { once } from 'node:events'
import { createServer } from 'node:net'

/** How far to look for a free port. */
const FURTHEST = 100

/** The wanted TCP port on loopback, or the next one that is free: links stay true where nothing else took it. */
export async function freePortFrom(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + FURTHEST; port++) if (await isFree(port)) return port
  throw new Error(`No port from ${wanted} to ${wanted + FURTHEST - 1} is free.`)
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false
    throw error
  } finally {
    server.close()
  }
}
