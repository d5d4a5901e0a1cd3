import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { GOOD_END, openPlace } from './telling.ts'

test('the story of npm start, once, on PGlite', { timeout: 300_000 }, async () => {
  await using place = await openPlace()
  const { code, lines } = await place.tell('--once').ended()
  expect(lines.at(-1)).toBe(GOOD_END)
  expect(code).toBe(0)
  expect(await readdir(place.directory)).toEqual([])
})
