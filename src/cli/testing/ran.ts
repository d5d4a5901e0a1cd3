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
