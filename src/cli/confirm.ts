import { createInterface } from 'node:readline/promises'

/** Asks on the terminal; anything but a yes is a no. */
export async function confirmOnTerminal(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} Type yes: `)).trim())
  } finally {
    terminal.close()
  }
}
