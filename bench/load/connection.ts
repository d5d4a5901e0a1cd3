import { once } from 'node:events'
import { connect } from 'node:net'

export interface Connection {
  /** Sends one request and tells the status of its answer. One at a time. */
  send(head: string, body: Buffer): Promise<number>
  close(): void
}

/** A kept-alive HTTP connection that does as little as it can, so that the server is what is measured. */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  await once(socket, 'connect')
  let answered: ((status: number) => void) | undefined
  let failed: ((error: Error) => void) | undefined
  let received = ''
  socket.setEncoding('latin1').on('data', (text: string) => {
    received += text
    if (!isWhole(received)) return
    const status = Number(received.slice(9, 12))
    received = ''
    answered?.(status)
  })
  socket.on('close', () => failed?.(new Error('the server hung up')))
  socket.on('error', (error) => failed?.(error))
  return {
    send: (head, body) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('the server hung up'))
        answered = resolve
        failed = reject
        socket.cork()
        socket.write(head, 'latin1')
        socket.write(body)
        socket.uncork()
      }),
    close: () => socket.destroy(),
  }
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(answer)
  return length ? answer.length >= end + 4 + Number(length[1]) : answer.endsWith('\r\n0\r\n\r\n')
}
