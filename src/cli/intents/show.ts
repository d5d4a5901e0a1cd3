import type { Queries } from '../../ledger/database.ts'
import { type IntentStanding, readAttempts, readIntents, type StandingIntent } from '../../ledger/intents.ts'
import { readSubnet } from '../../ledger/read-subnet.ts'
import { subnetOf } from '../../mechanisms/streams/names.ts'
import { findIntent } from './find.ts'
import { describeIntent } from './words.ts'

const ENDED: readonly IntentStanding[] = ['settled', 'cancelled']

/** One line each: how it stands, its key, and what it is. Those that have ended only where `all` is set. */
export async function listIntents(queries: Queries, all: boolean): Promise<string[]> {
  const found = (await readIntents(queries)).filter(({ standing }) => all || !ENDED.includes(standing))
  if (found.length === 0) return [all ? 'There are no intents.' : 'Nothing is owed.']
  return found.flatMap(({ standing, intent, coldkey, hold }) => {
    const line = `${standing.padEnd(10)}  ${intent.key}  ${describeIntent(intent, coldkey)}`
    return hold === null ? [line] : [line, `${' '.repeat(12)}${hold}`]
  })
}

/** Everything about one, in words. Throws where there is none of that key. */
export async function explainIntent(queries: Queries, key: string): Promise<string[]> {
  const found = await findIntent(queries, key)
  const { intent, coldkey, standing } = found
  return [
    intent.key,
    `  ${describeIntent(intent, coldkey)}`,
    `  of ${found.stream}`,
    `  ${standing}: ${MEANINGS[standing]}`,
    ...(await fateOf(queries, found)),
    ...(standing === 'unreadable' ? howToSettle(key) : []),
    ...approvalOf(found),
    ...(await attemptsOf(queries, key)),
  ]
}

const MEANINGS: Readonly<Record<IntentStanding, string>> = {
  owed: 'it is signed next',
  retrying: 'it failed on chain and is tried again by itself',
  unlinked: 'its payee must link a coldkey first',
  held: 'the treasury does not sign it',
  'in-flight': 'it is in an extrinsic that may still land',
  waiting: 'it is in a call that guardians must approve',
  unreadable: 'it is in an extrinsic that is final, but its outcome could not be read: it is not paid again',
  settled: 'a finalized block says that it succeeded',
  cancelled: 'it is not owed any more',
}

async function fateOf(queries: Queries, { intent: { key }, stream, hold }: StandingIntent) {
  const { payments } = await readSubnet(queries, subnetOf(stream))
  const { [key]: settled } = payments.settled
  const { [key]: failed } = payments.failed
  const { [key]: cancelled } = payments.cancelled
  return [
    ...(hold === null ? [] : [`  held: ${hold}`]),
    ...(settled ? [`  settled in extrinsic ${settled.block}-${settled.index}, ${settled.hash}`] : []),
    ...(failed
      ? [
          `  failed ${failed.failures} times, last with ${failed.error}; again after ${timeOf(failed.retryAt)}`,
        ]
      : []),
    ...(cancelled
      ? [`  cancelled by ${cancelled.operator} at ${timeOf(cancelled.at)}: ${cancelled.reason}`]
      : []),
  ]
}

const howToSettle = (key: string): string[] => [
  '  look the extrinsic up on the chain, then say what became of it, which the ledger keeps with your reason:',
  `  tributary intents settle ${key} --paid --extrinsic <block>-<index> --reason "…"`,
  '  with --failed instead of --paid it is due again, and is paid then',
]

const timeOf = (at: number): string => new Date(at).toISOString()

function approvalOf({ approval, intent }: StandingIntent): string[] {
  if (!approval) return []
  const { callHash, timepoint, approvedBy } = approval
  return [
    `  call ${callHash}, opened in block ${timepoint.height}, approved by ${approvedBy.join(', ')}`,
    `  a guardian approves it with: tributary approve ${intent.key}`,
  ]
}

async function attemptsOf(queries: Queries, key: string): Promise<string[]> {
  const tried = await readAttempts(queries, key)
  return tried.map(({ hash, nonce, status, birthBlock, deathBlock, paid, detail }) => {
    const outcome = paid ? ', paid' : ''
    const said = detail === null ? '' : `, the node said: ${detail}`
    return `  attempt ${hash}, nonce ${nonce}, blocks ${birthBlock} to ${deathBlock}, ${status}${outcome}${said}`
  })
}
