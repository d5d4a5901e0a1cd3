import { fork } from 'node:child_process'
import { join } from 'node:path'
import { firstMessage } from '../load/load.ts'
import type { Part, Row } from '../row.ts'
import type { Sheeted } from '../sheet/sheeted.ts'

const SIZES = [10_000, 1_000_000] as const
const LARGEST = SIZES[1]
const [SECONDS, GIBIBYTE] = [2, 2 ** 30]

/** What a day's distribution takes, from the holders to the digest of its sheet. */
export const sheet: Part = {
  name: 'A day’s sheet',
  run: async () => {
    const rows: Row[] = []
    for (const size of SIZES) rows.push(rowOf(size, await measure(size)))
    return rows
  },
}

const measure = (size: number): Promise<Sheeted> =>
  firstMessage<Sheeted>(
    fork(join(import.meta.dirname, '../sheet/measure.ts'), {
      env: { ...process.env, SIZE: String(size) },
    }),
  )

function rowOf(size: number, { rows, milliseconds, peak }: Sheeted): Row {
  if (rows !== size) throw new Error(`${rows} of ${size} holders are in the sheet`)
  const subject = `${size.toLocaleString('en')} holders`
  const figure = `${Math.round(milliseconds)} ms, ${Math.round(peak / 2 ** 20)} MiB at most`
  if (size !== LARGEST) return { subject, figure }
  const met = milliseconds < SECONDS * 1_000 && peak < GIBIBYTE
  return { subject, figure, wanted: { text: 'under 2 s and 1 GiB', met } }
}
