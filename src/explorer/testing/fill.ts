import { handTo } from '../../../test/support/addressed.ts'
import { potsOfIssue } from '../../../test/support/commands.ts'
import { giveScore, reportHead, seeProposal, validators } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { slowConfig, slowly } from '../../../test/support/slow.ts'
import { linkOf, tales } from '../../../test/support/tales.ts'
import { keepConfig } from '../../ledger/configs.ts'
import { decode, encode } from '../../ledger/json.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { HOSTILE } from './hostile.ts'

type Command = Parameters<typeof handTo>[2]
type Tale = keyof typeof tales

/** What differs from the tale as it is told of issue 1. */
export interface Retelling {
  readonly issue: number
  readonly terms?: { readonly title?: string; readonly link?: string }
  readonly repository?: { readonly id: number; readonly owner: string; readonly name: string }
}

/** Tells a tale to the ledger by its own commands. The ordinal, and with it the pots and the loan, is the next one. */
export async function tell(ledger: Ledger, tale: readonly Command[], telling: Retelling): Promise<void> {
  const { rows } = await ledger.queries.execute<{ n: number }>('select count(*)::int as n from subnets')
  const ordinal = rows[0]?.n ?? 0
  await ledger.write(async (writing) => {
    for (const command of tale) {
      const { stream, ...told } = retell(command, ordinal, telling)
      await handTo(writing, stream, told.command)
    }
  })
}

function retell(command: Command, ordinal: number, { issue, terms, repository }: Retelling) {
  const { id, owner, name } = repository ?? { id: 7, owner: 'riverbed', name: 'market' }
  const stream = `subnet:${id}:${issue}`
  const text = encode(command)
    .replaceAll('subnet:7:1', stream)
    .replaceAll(/"issue":1\b/g, `"issue":${issue}`)
    .replaceAll('"loan":3', `"loan":${ordinal + 3}`)
    .replaceAll('"id":8,"name":"kernels"', `"id":${ordinal + 1_000},"name":"kernels-${issue}"`)
  const moved = decode<Command>(text)
  // The first subnet has the well-formed addresses of the tale; the others have names, unique as the ledger wants them.
  if (moved.type === 'SeeDeposit') return { stream, command: { ...moved, pots: potsOfIssue(ordinal + 1) } }
  if (moved.type !== 'OpenIdea') return { stream, command: moved }
  return {
    stream,
    command: { ...moved, terms: { ...moved.terms, ...terms }, repository: { id, owner, name } },
  }
}

const MARKET: readonly (readonly [Tale, string])[] = [
  ['slashed', 'Free compute forever, trust me'],
  ['minable', 'Satellite imagery of small farms is priced for large ones'],
  ['withdrew', 'Nobody checks whether climate models reproduce'],
  ['unfunded', 'Weather stations report once an hour'],
  ['paidTwice', 'Court rulings are published and cannot be searched'],
  ['voted', 'Rare languages have no speech recognition'],
  ['linkFails', 'Small hospitals cannot afford radiology second opinions'],
  ['expired', 'BUY NOW!!! cheap followers'],
  ['billed', 'GPU kernels are tuned by hand'],
  ['failing', 'Seismic sensors of a million phones go unused'],
  ['funding', 'Fraud in carbon credits is found years too late'],
]

/** A market with an idea in every phase; issue numbers from 1 in the order of `MARKET`. Ben has linked his coldkey. */
export async function fillMarket(ledger: Ledger): Promise<void> {
  await ledger.write((writing) => writing.link(linkOf('ben')))
  for (const [index, [tale, title]] of MARKET.entries()) {
    await tell(ledger, tales[tale], { issue: index + 1, terms: { title } })
  }
}

/** Funded ideas, from the search for an architecture to the end of a probation; issue numbers from 21, in this order. 29 is hostile. */
export const MINED = [
  'scored',
  'accepted',
  'secondRound',
  'configuring',
  'preparing',
  'incident',
  'passed',
  'failed',
] as const satisfies readonly (keyof typeof minedTales)[]

/** Tells `MINED` at the pace of people. */
export async function fillMined(ledger: Ledger): Promise<void> {
  await keepConfig(ledger.queries, 7, slowConfig)
  for (const [index, name] of MINED.entries()) {
    const tale = name === 'incident' ? openIncidentTale : minedTales[name]
    await tell(ledger, slowly<Command>(tale), { issue: 21 + index })
  }
  await tell(ledger, slowly<Command>(hostileTale()), { issue: 29, ...HOSTILE })
}

/** What people write and are called would like to be more than text. */
function hostileTale(): readonly Command[] {
  const { title } = HOSTILE.terms
  const author = { id: 113, login: title }
  const [eva] = validators
  if (!eva) throw new Error('a validator')
  return [
    ...minedTales.proposed,
    seeProposal(126, 13, author, { title }),
    reportHead(127, 13),
    { ...giveScore(128, 13, eva, { whole: 90 }), validator: { id: eva.user, login: title } },
    seeProposal(129, 14, author, { title, status: 'draft' }),
    reportHead(130, 14, { problems: [{ file: title, line: 1, column: 1, message: title }] }),
  ]
}

/** The tale of the incident goes on to its end; here it is open. */
const openIncidentTale: readonly Command[] = minedTales.incident.slice(0, -1)
