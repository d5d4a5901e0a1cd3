import { createInterface } from 'node:readline/promises'

/** Asks on the terminal; anything but a yes is a no. Where there is no terminal, nobody says yes. */
export async function confirmOnTerminal(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} Type yes: `)).trim())
  } finally {
    terminal.close()
  }
}
