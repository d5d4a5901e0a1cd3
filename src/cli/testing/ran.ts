import { vi } from 'vitest'
import { run } from '../main.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly error: string
}

/** Runs a command line in this process. */
export async function ran(...words: string[]): Promise<Ran> {
  const before = process.exitCode
  const [out, error] = [listen(process.stdout), listen(process.stderr)]
  try {
    return { code: await run(words), out: out(), error: error() }
  } finally {
    vi.mocked(process.stdout.write).mockRestore()
    vi.mocked(process.stderr.write).mockRestore()
    process.exitCode = before
  }
}

function listen(stream: NodeJS.WriteStream): () => string {
  let text = ''
  vi.spyOn(stream, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  return () => text
}

/** The same as a page of a book shows it: what was typed, what each stream said, how it ended. What differs each time is left out. */
export async function told(...words: string[]): Promise<string> {
  const { code, out, error } = await ran(...words)
  const typed = words.map((word) => (/^[\w./:-]+$/.test(word) ? word : `'${word}'`)).join(' ')
  const streams = out + error.replace(/^(?=.)/gm, '! ')
  return `$ tributary ${typed}\n${streams}=> ${code}\n`
    .replace(/ --(explorer|node) \S+/g, '')
    .replace(/"?0x[0-9a-f]{64}\b"?(?=[,.]|$)/gm, '<hash>')
    .replace(/0\.0\d+ TAO\./g, '<fee>.')
    .replace(/("fee_rao": )"\d+"/g, '$1<fee>')
}
