import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startPostgres } from './postgres.ts'
import { GOOD_END, openPlace, TOLD_BEFORE } from './telling.ts'

describe('the story of npm start', { timeout: 600_000 }, () => {
  test('once, on PostgreSQL', async () => {
    await using place = await openPlace()
    const { url, stop } = await startPostgres()
    const { code, lines } = await place.tell('--once', '--database-url', url).ended()
    await stop()
    expect(lines.at(-1)).toBe(GOOD_END)
    expect(code).toBe(0)
    expect(await readdir(place.directory)).toEqual([])
  })

  // When the loan is finalized and a payment is in flight; in the race; in the launch.
  test.each([60, 110, 150])(
    'with the runtime upgraded at block %d, it ends the same, to the rao',
    async (block) => {
      await using place = await openPlace()
      const { code, lines } = await place.tell('--once', '--upgrade-at', String(block)).ended()
      expect(lines.filter((line) => line.includes('Runtime version updated'))).not.toEqual([])
      expect(lines.at(-1)).toBe(GOOD_END)
      expect(code).toBe(0)
    },
  )

  test('interrupted, it is told to its end by the next start, and known to the one after that', async () => {
    await using place = await openPlace()
    const data = join(place.directory, 'data')
    for (const [point, next] of [
      ['Fay contributes', 'Milo contributes'],
      ['Pull request #2 is merged', 'Subnet 1 is started'],
    ] as const) {
      const telling = place.tell('--data', data)
      await telling.said(point)
      telling.interrupt()
      const { code, lines } = await telling.ended()
      expect(code).toBe(0)
      expect(lines.join('\n')).not.toContain(next)
    }
    for (const isNews of [true, false]) {
      const next = place.tell('--data', data)
      await next.said('All of it stays up until you press Ctrl-C')
      next.interrupt()
      const { code, lines } = await next.ended()
      expect(lines).toContain(isNews ? GOOD_END : TOLD_BEFORE)
      expect(lines.some((line) => line.includes('Subnet 1 is started'))).toBe(isNews)
      expect(code).toBe(0)
    }
  })
})
