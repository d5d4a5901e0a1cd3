import type { Command } from 'commander'
import { vi } from 'vitest'

/** What a command writes to standard output, given these words. Rejects with what it throws. */
export async function written(command: Command, ...words: string[]): Promise<string> {
  let text = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  try {
    await command.parseAsync(words, { from: 'user' })
  } finally {
    write.mockRestore()
  }
  return text
}
