import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { expect } from 'vitest'

const main = join(import.meta.dirname, '../src/local/main.ts')
const watched = join(import.meta.dirname, 'support/watched.ts')
/** The last line of a story that ended well. */
export const GOOD_END =
  'Every balance is right to the rao, every thread says what is true, and the ledger holds.'

/** What a later start says instead: people may have moved value since. */
export const TOLD_BEFORE = 'The story has been told to its end by an earlier start, and the ledger holds.'

/** The story of `npm start`, told by a process of its own. */
export interface Telling {
  /** Resolves when it has been said; rejects when the process ends without. */
  said(text: string): Promise<void>
  /** Ctrl-C, as the terminal sends it: to the whole process group. */
  interrupt(): void
  /** Exit code and everything that was printed. */
  ended(): Promise<{ code: number | null; lines: string[] }>
}

export interface StoryPlace extends AsyncDisposable {
  /** Empty at first; what the story keeps for a while is put here too. */
  readonly directory: string
  tell(...options: string[]): Telling
}

/** Whatever was started here has ended and whatever was written is gone when the test ends. */
export async function openPlace(): Promise<StoryPlace> {
  const directory = await mkdtemp(join(tmpdir(), 'story-'))
  const children: ChildProcess[] = []
  return {
    directory,
    tell: (...options) => {
      const child = spawn(process.execPath, ['--import', watched, main, '--fast', ...options], {
        detached: true,
        env: { ...process.env, TMPDIR: directory },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      children.push(child)
      return listenTo(child)
    },
    [Symbol.asyncDispose]: async () => {
      for (const child of children) if (isAlive(child)) process.kill(-(child.pid ?? 0), 'SIGKILL')
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function listenTo(child: ChildProcessByStdio<null, Readable, Readable>): Telling {
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  const exit = once(child, 'close')
  return {
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => printed.includes(text) && resolve()
        child.stdout.on('data', look)
        child.once('close', () => reject(new Error(`it ended without saying "${text}":\n${printed}`)))
        look()
      }),
    interrupt: () => process.kill(-(child.pid ?? 0), 'SIGINT'),
    ended: async () => {
      const [code] = (await exit) as [number | null]
      await expectNothingLeft(child, printed)
      return { code, lines: printed.trimEnd().split('\n') }
    },
  }
}

/** No process of its group is alive, and none of the addresses that it told of is listened on. */
async function expectNothingLeft(child: ChildProcess, printed: string): Promise<void> {
  expect(isAlive(child)).toBe(false)
  const ports = new Set(printed.match(/(?<=127\.0\.0\.1:)\d+/g))
  expect(ports.size).toBeGreaterThanOrEqual(3)
  for (const port of ports) await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow()
}

function isAlive(child: ChildProcess): boolean {
  try {
    return process.kill(-(child.pid ?? 0), 0)
  } catch {
    return false
  }
}
