import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Queries } from '../../src/ledger/database.ts'
import type { EventRow } from '../../src/ledger/events.ts'
import { events } from '../../src/ledger/schema.ts'

/**
 * The frozen ledgers, and the hash of the last row of each. No file is ever written again: whoever adds an event type freezes a
 * ledger of their own. `events` is one run of the local story, `further` are lives of ideas that the story does not tell. Both were
 * written while a subnet had one stream; `streams` is of the time since. In `till` deposits are paid into the till, and give the pots. In
 * `dissolved` the chain takes a network away. In `sales` the output of a live subnet is bought, in `storefront` in an issue of its home.
 * In `drift` the chain differs from the architecture. In `mandate`
 * pull requests are merged that change it, in `reconciled` its guarantor says which side is right.
 * In `waiting` one is merged while the chain refuses a call of another. In `team` people hold its roles, in `tasks` they work, and in
 * `weights` what that is worth goes on chain. In `commits` it goes encrypted until a round; in `opened` the chain opens one
 * commit and not the next. In `dividends` its days are reckoned, in `payouts` paid. In `nearing` those are told who have little time left. In `relinked`
 * an older link is heard after a newer one. In `broken` an update of a live subnet is taken back, in `updated` another is the second try of its
 * author, and holds. In `delegates` the App's key becomes a proxy of payroll and hotkey, and is replaced by another. In `doubted` an incident breaks one. In `swapped` the chain gives what a coldkey had to another. In
 * `gathered` alpha comes under hotkeys of its senders. In `funding` a live subnet asks for more. In `rewards` an update has a new role.
 * A day pays its author for that. In `forks` a subnet is forked. In `returned` one is not registered in time.
 */
export const FROZEN = {
  events: 'e7d54f6d0b1467545ac50e4c40150c36d4c521d47650549bd831b2bca5b0e962',
  further: '4b7c90cfdec4315fdbc21d85a5967d9f72c010c25a9fd7cf944a41a5286050c2',
  swapped: '2742123f6763ee6498aa7930802a7e98590300e291dd2a5485b2fdca82467a44',
  dissolved: '51b3d87737f3ed91b9fba944ad239a2aec81064c3cbe192b7eda7be8986a5c84',
  till: '58ad4b7a7988e3882b33a8f8bd5f84a98823676cce85b4d6c0cd702a580c8986',
  streams: '70826b7a4a12052dc6ed895aea3956bce97acf6df4a527f7526bb843a66db4cd',
  tasks: 'addac8f63cdf13e475ffb100333a6f412d58f9a37e894de03e6a6cfbe1eb04f8',
  team: '539332c628d78cce9932c3164cb672c0355d604aba1625c1c16866c71f6972ee',
  weights: '0d389b9d1eae5cb627432f46bc6769b51a35ec63db6f3ea1dd7bb99843915e22',
  commits: '1240cdc039e1566a6eab3967c8ea4a60dbb9febae4759bb9dcadd90c90ecdede',
  opened: '54a6d489d7bd970998986b4722e63cc940f510083968ca901473cdc2d3146ace',
  rewards: 'a8e1e8ce3d29f34b04866aabe1aa6dc13a98d754a13030b354cee38975a1dcdc',
  dividends: '8a222d05a337c3190b60d3c3d64e2648e9d8a046b5994d38242f662dfed92d69',
  payouts: '06e95c6d22cea2e7fc8c16330546d9d937364192e87fecabd038a09dc961078f',
  gathered: '4a4a20529035d132110c90447a9508c73febba743139639bd9542b37bc8b94b4',
  sales: 'f5e826b891c3a455cc056a341299c776a5eb1e2cfe1688eef71a1a5d759e1965',
  drift: '55498ef5049babfbba9df44c0145a7d9c2041ebf75500f514c72e5d1fd97577b',
  reconciled: 'a2f528d8a7b1b23186ce3c6dbb0a2b8d335d4ce63f6af0c7761481d6041cd872',
  mandate: 'd6ba13c1ff050ffa247c715918fe44e7265e4d257a61c6da6716155cbd9f7ad6',
  funding: '3f572773552e5b73a9040c699f0ac5da5f5d9f2d09f4a854db297c349d502e50',
  waiting: '3b84438795f593d5f032c96abd32e7337e439005406386520b224ace160fe217',
  broken: '000403466b6a6a009763a1bc2e40e61953cbf1c98fc29a60e1f9bcbbbdcf332f',
  updated: '38fb095c1a8df28c5d115b87f7ac587b51d34096ba6d565c1ed71c812fd25943',
  storefront: 'e52e679eea86d9ccf9b6da0624de06ac210437ffa6e36c9d8eb2270d7fc50270',
  relinked: 'e7ff849215aa80581a45ccd53e2b5f629fa0009bfe30ac6a825ba721fbdc96ed',
  nearing: '5460cf73fcbfbe2753186c6f04a0a69555c78e499608b815c48603f9db638cd6',
  doubted: '733a0048d2986ebc3199781401bd277b0c318e76e36171788961ef1a37dbaf53',
  returned: 'e3f512cdfffb3f9316ffec1c51a5052051c306348288a1b095205fc0180abb53',
  delegates: '6b13dad33cb3ebe46862ef48fc3b98bd52c31141f5729cae52dc7fa51922d769',
  swept: 'f4706db95b17759885351b21724db956a07eb1a50f7d5e0a153581f1e40673ca',
  forks: '1d8f2018b9f548b331c32a3b7f3789641e826f49585c86766dea02adb3eeb651',
} as const

export type Frozen = keyof typeof FROZEN

export const frozenFile = (name: Frozen): string => join(import.meta.dirname, 'story', `${name}.jsonl`)

/** The rows as they were written, oldest first. */
export async function readFrozen(name: Frozen): Promise<EventRow[]> {
  const text = await readFile(frozenFile(name), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** Puts rows into a ledger that has none, as they are: hashes and positions included. */
export async function insertRows(queries: Queries, rows: readonly EventRow[]): Promise<void> {
  for (let first = 0; first < rows.length; first += PAGE) {
    await queries.insert(events).values(rows.slice(first, first + PAGE))
  }
}

/** A row has seven parameters, and PostgreSQL takes 65,535 a statement. */
const PAGE = 1_000
