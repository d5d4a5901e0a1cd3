import { appendFileSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect } from 'vitest'

const cpu = () => {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ')
  return fields.slice(11, 15).reduce((sum, n) => sum + Number(n), 0) / 100
}
const w = Date.now()
const begun = (globalThis as any).__cpu ?? 0
beforeAll(() => {})
afterAll(() => {
  const now = cpu()
  appendFileSync(
    process.env.CPU_OUT!,
    `${(now - ((globalThis as any).__cpu ?? 0)).toFixed(1)} ${((Date.now() - w) / 1000).toFixed(1)} ${expect.getState().testPath}\n`,
  )
  ;(globalThis as any).__cpu = now
})
