import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { commentBody } from '../../bench/payload.ts'
import { deliver } from './delivery.ts'

/** The front door and the inbox are killed twice, on a database that these variables name. */
export function killedAtAnyMoment(start: () => Promise<NodeJS.ProcessEnv>): void {
  test('what was acknowledged is handled exactly once after the next start', {
    timeout: 60_000,
  }, async () => {
    const env = await start()
    const ids = Array.from({ length: 60 }, () => randomUUID())
    let left = [...ids, ...ids.slice(0, 20)]
    const acknowledged = new Set<string>()
    for (const killAfter of [5, 25, Number.POSITIVE_INFINITY]) {
      const app = await startApp(env)
      const sending = left.map(async (id) => {
        const answer = await deliver(app.url, commentBody(1), { 'x-github-delivery': id }).catch(
          () => undefined,
        )
        if (answer?.status === 202) acknowledged.add(id)
        if (acknowledged.size >= killAfter) app.child.kill('SIGKILL')
      })
      await Promise.all(sending)
      // All may have been stored in one group, and then nothing was left to send in this round.
      if (acknowledged.size >= killAfter) app.child.kill('SIGKILL')
      left = left.filter((id) => !acknowledged.has(id))
      if (app.child.signalCode === null && killAfter < ids.length) await once(app.child, 'exit')
      if (app.child.signalCode !== null) continue

      expect(acknowledged.size).toBe(ids.length)
      await vi.waitFor(async () => expect(await app.effects()).toHaveLength(ids.length), { timeout: 20_000 })
      await sleep(200)
      expect((await app.effects()).toSorted()).toEqual(ids.toSorted())
    }
  })
}

interface Child {
  readonly child: ChildProcess
  readonly url: string
  /** Which deliveries had their effect, in order. */
  effects(): Promise<string[]>
}

async function startApp(env: NodeJS.ProcessEnv): Promise<Child> {
  const child = fork(join(import.meta.dirname, 'intake-child.ts'), {
    env: { ...process.env, ...env },
    // None lives long enough to gain from WebAssembly that is compiled a second time, into faster code.
    execArgv: ['--liftoff-only'],
  })
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  const [url] = (await once(child, 'message')) as [string]
  return {
    child,
    url,
    effects: async () => {
      const answer = once(child, 'message') as Promise<[string[]]>
      child.send('effects')
      return (await answer)[0]
    },
  }
}
