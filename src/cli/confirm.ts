import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { complain, whisper } from './output.ts'

/** Whether somebody sits there who can answer. */
export const canAsk = (): boolean => process.stdin.isTTY === true

/**
 * Asks on the terminal; anything but a yes is a no. Where there is no terminal, nobody says yes. The question goes to standard error,
 * so that what a command prints can be kept in a file.
 */
export async function confirmOnTerminal(question: string): Promise<boolean> {
  if (!canAsk()) return false
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} Type yes: `)).trim())
  } finally {
    terminal.close()
  }
}

/** Asks for what must not be seen on the terminal. */
export async function askSecretly(question: string): Promise<string> {
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: mute, terminal: true })
  whisper(question)
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    complain('')
  }
}
