import { fork } from 'node:child_process'
import { join } from 'node:path'
import { startSubtensor } from '../../src/local/subtensor/node.ts'
import { pair } from '../../test/support/chain-world.ts'
import { tao } from '../../test/support/commands.ts'
import { firstMessage } from '../load/load.ts'
import type { Part, Row } from '../row.ts'

const SIZES = [1, 10, 100, 1_000] as const
const [BUDGET, STEEPEST] = [50, 1.2]

/** A few who hold the subnet's alpha. Its treasury has none, so nothing is paid. */
const validators = ['Gina', 'Hugo', 'Eve'].map((name) => ({
  coldkey: pair(name).address,
  hotkey: pair(`${name}-hotkey`).address,
  stake: tao(100),
}))

/** What it takes to open the day of idle live subnets, to read who holds their alpha, and to reckon and record it. */
export const days: Part = {
  name: 'A day of idle live subnets',
  run: async () => {
    const node = await startSubtensor({ seal: 'manual', finalityLag: 0, validators })
    try {
      const each: number[] = []
      for (const size of SIZES) each.push((await measure(node.url, size)) / size)
      return rowsOf(each)
    } finally {
      await node.stop()
    }
  },
}

async function measure(node: string, size: number): Promise<number> {
  const child = fork(join(import.meta.dirname, '../days/measure.ts'), {
    env: { ...process.env, NODE: node, SUBNETS: String(size) },
  })
  return (await firstMessage<{ readonly milliseconds: number }>(child)).milliseconds
}

/** One alone pays for all that is done first; what is linear costs no more for each of a thousand than for each of a hundred. */
function rowsOf(each: readonly number[]): Row[] {
  return SIZES.map((size, place): Row => {
    const own = each[place] ?? 0
    const subject = `${size.toLocaleString('en')} ${size === 1 ? 'subnet' : 'subnets'}: processor time of each`
    const figure = `${own.toFixed(1)} ms`
    const before = each[place - 1]
    if (size !== SIZES.at(-1) || before === undefined) return { subject, figure }
    const ratio = own / before
    const met = own <= BUDGET && ratio <= STEEPEST
    return { subject, figure, ratio: ratio.toFixed(2), wanted: { text: 'at most 50 ms, and linear', met } }
  })
}
