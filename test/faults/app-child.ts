import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { inject } from 'vitest'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { ask } from '../desk.ts'
import type { Message, Request, Start, Trap } from './app-under-test.ts'
import type { Report } from './report.ts'

/** The App in a process of its own, which can be killed. */
export interface AppChild {
  readonly url: string
  /** Sets the trap: the process kills itself when it comes there. Meanwhile the one that follows loads its modules. */
  arm(trap: Trap): void
  /** Starts the App again with the same settings, in the process that follows, and with a trap set from the first. */
  again(trap?: Trap | null): Promise<AppChild>
  /** Resolves when it was killed. */
  killed(): Promise<void>
  /** Null where the database or the process does not answer. */
  report(): Promise<Report | null>
  /** Where each idea stands; null as above. */
  states(): Promise<readonly SubnetState[] | null>
  /** As an operator stops it. */
  stop(): Promise<void>
}

const entry = await ask(inject('appDesk'))

/** A process that does nothing before it is given settings. */
function prepare(): ChildProcess {
  const { NODE_COMPILE_CACHE } = process.env
  // None lives long enough to gain from WebAssembly that is compiled a second time, into faster code.
  return spawn(process.execPath, ['--liftoff-only', entry], {
    env: { NODE_COMPILE_CACHE },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
}

/** Starts it with these settings alone, and waits until it listens. Rejects where it ends before. */
export async function startAppChild(
  settings: Readonly<Record<string, string>>,
  trap: Trap | null = null,
  child = prepare(),
): Promise<AppChild> {
  let successor: ChildProcess | undefined
  const exit = once(child, 'exit')
  const start: Start = {
    settings: { LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent', ...settings },
    trap,
  }
  child.send(start)
  const { url } = await Promise.race([
    firstMessage(child),
    exit.then(() => Promise.reject(new Error('the App ended while it started'))),
  ])
  if (trap !== null) successor = prepare()
  // One that was just killed hears nothing: its exit says so.
  const tell = (request: Request) => child.connected && child.send(request, () => undefined)
  let last = 0
  const ask = (about: 'everything' | 'states'): Promise<unknown> => {
    last += 1
    const asked = last
    const { promise, resolve } = Promise.withResolvers<unknown>()
    const hear = (message: Message) => {
      if ('answered' in message && message.answered === asked) resolve(message.answer)
    }
    child.on('message', hear)
    tell({ asked, about })
    return Promise.race([promise, exit.then(() => null)]).finally(() => child.off('message', hear))
  }
  return {
    url,
    arm: (next) => {
      tell({ arm: next })
      successor ??= prepare()
    },
    again: (next = null) => startAppChild(settings, next, successor),
    killed: async () => {
      const [, signal] = await within(45_000, 'the App is killed', exit)
      if (signal !== 'SIGKILL') throw new Error(`the App ended by ${signal}, and was not killed`)
    },
    report: () => ask('everything') as Promise<Report | null>,
    states: () => ask('states') as Promise<readonly SubnetState[] | null>,
    stop: async () => {
      tell({ stop: true })
      await within(15_000, 'the App stops', exit).catch(() => child.kill('SIGKILL'))
      successor?.kill('SIGKILL')
      await exit
    },
  }
}

async function firstMessage(child: ChildProcess): Promise<{ url: string }> {
  const [message] = await once(child, 'message')
  return message as { url: string }
}

async function within<Value>(milliseconds: number, what: string, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain until ${what}`)), milliseconds)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
