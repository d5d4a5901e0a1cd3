import { readThreadFacts } from '../../src/handlers/thread-facts.ts'
import type { Queries } from '../../src/ledger/database.ts'
import { encode } from '../../src/ledger/json.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { bills, intents, links, refunds as refundTable, subnets } from '../../src/ledger/schema.ts'
import { readState } from '../../src/ledger/states.ts'
import { refunds } from '../../src/mechanisms/refund/refunds.ts'
import { isRefund } from '../../src/mechanisms/streams/names.ts'
import { places, shownOf } from './shown.ts'
import { wantsOf } from './trail.ts'

/** Texts by the name of the golden file that each is held against. */
export type Texts = ReadonlyMap<string, string>

/** What a rebuilt ledger holds of each subnet: its state, what it wants, and what GitHub shows of it; and what goes back to whom. */
export async function foldedSubnets({ queries, readSubnet }: Ledger): Promise<Texts> {
  const rows = await queries.select({ stream: subnets.stream }).from(subnets).orderBy(subnets.ordinal)
  const texts = new Map<string, string>()
  for (const { stream } of rows) {
    const state = await readSubnet(stream)
    const shown = shownOf(state, await readThreadFacts(queries, places, state))
    const name = stream.replaceAll(':', '-')
    const { life: _, ...whole } = state
    texts.set(`state/${name}.json`, pretty(whole))
    texts.set(`wants/${name}.json`, pretty(wantsOf(state)))
    texts.set(`shown/${name}.md`, [...shown].map(([subject, said]) => readable(subject, said)).join('\n'))
  }
  const paying = await queries.selectDistinct({ stream: refundTable.stream }).from(refundTable)
  for (const { stream } of paying.filter(({ stream: name }) => isRefund(name))) {
    const { state } = await readState(queries, refunds, stream)
    const name = stream.replaceAll(':', '-')
    texts.set(`state/${name}.json`, pretty(state))
    texts.set(`wants/${name}.json`, pretty(refunds.wished(state)))
  }
  return texts
}

/** The rows of the projections. */
export async function projectedRows(queries: Queries): Promise<Texts> {
  const ideas = await queries.select().from(subnets).orderBy(subnets.ordinal)
  const owed = await queries.select().from(intents).orderBy(intents.key)
  const held = await queries.select().from(links).orderBy(links.userId)
  const made = await queries.select().from(bills).orderBy(bills.remarkHash)
  const back = await queries.select().from(refundTable).orderBy(refundTable.stream, refundTable.sequence)
  return new Map([
    [
      'rows/subnets.json',
      pretty(ideas.map(({ sequence: _, ...row }) => ({ ...row, view: JSON.parse(row.view) }))),
    ],
    ['rows/intents.json', pretty(owed.map((row) => ({ ...row, intent: JSON.parse(row.intent) })))],
    ['rows/links.json', pretty(held)],
    ['rows/bills.json', pretty(made)],
    ['rows/refunds.json', pretty(back.map((row) => ({ ...row, refund: JSON.parse(row.refund) })))],
  ])
}

/** The ledger's own JSON, with line breaks for whoever reads a diff; a list of numbers takes one line. */
function pretty(value: unknown): string {
  const lines = JSON.stringify(JSON.parse(encode(value)), null, 1)
  return `${lines.replace(/\[[\s\d.,-]+\]/g, (list) => list.replace(/\s+/g, ''))}\n`
}

/** Its texts as they are, and above them whatever else is said of the subject. */
function readable(subject: string, said: unknown): string {
  const parts = Object.entries(said ?? {})
  const texts = parts
    .filter(([part]) => TEXTS.includes(part))
    .map(([part, text]) => `### ${part}\n\n${text}\n`)
  const others = parts.filter(([part]) => !TEXTS.includes(part))
  return [`## ${subject}\n`, `${JSON.stringify(Object.fromEntries(others))}\n`, ...texts].join('\n')
}

const TEXTS = ['body', 'summary', 'text']
