import { afterEach, beforeEach, expect, test } from 'vitest'
import { handTo } from '../../test/support/addressed.ts'
import { coldkeys, people, repository, START, stream, tao, vote } from '../../test/support/commands.ts'
import { home, minedConfig } from '../../test/support/mined-commands.ts'
import { minedTales } from '../../test/support/mined-tales.ts'
import { linkOf, tales } from '../../test/support/tales.ts'
import { prepareNothing } from '../handlers/sales/offer.ts'
import { readBallots } from '../ledger/ballots.ts'
import { keepConfig } from '../ledger/configs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import type { Config } from '../mechanisms/config.ts'
import type { SubnetCommand } from '../mechanisms/subnet/state.ts'
import { createPorts, type PortsOptions } from './ports.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await ledger.write((writing) => writing.link(linkOf('eva')))
})
afterEach(() => ledger.close())

async function lived(tale: readonly SubnetCommand[], changes: Partial<Config> = {}): Promise<void> {
  await keepConfig(ledger.queries, repository.id, { ...minedConfig, ...changes })
  await ledger.write(async (writing) => {
    for (const command of tale) await handTo(writing, stream(), command)
  })
}

/** Eva has 500 TAO wherever she is asked for; Ben alone is in the team. */
const asked: unknown[] = []
const electorate: PortsOptions['electorate'] = async (linked, minimum, netuid) => {
  asked.push([linked.map(({ user }) => user), minimum, netuid])
  return linked.filter(() => tao(500) >= minimum).map((one) => ({ ...one, stake: tao(500) }))
}
const ports = (ask = electorate) => {
  asked.length = 0
  const team: PortsOptions['team'] = async (installation, { team: slug }) =>
    installation === 2 && slug === 'validators' ? [people.ben.id] : []
  const configs = { configOf: async () => minedConfig, adopt: async () => undefined, check: async () => [] }
  return createPorts({
    ledger,
    configs,
    electorate: ask,
    electorateThen: (linked, least) => ask(linked, least),
    team,
    pullNow: async () => null,
    spendable: async () => 0n,
    prepare: prepareNothing,
  })
}

test('a repository is a subnet’s home once it is made, and nobody else’s', async () => {
  await lived(tales.minable)
  expect(await ports().subnetAt(home.id)).toBeNull()
  await lived(minedTales.mining.slice(tales.minable.length))
  expect(await ports().subnetAt(home.id)).toBe(stream())
  expect(await ports().subnetAt(repository.id)).toBeNull()
})

const now = { at: START + 1_000_000, source: { kind: 'errand', name: 'test' } } as const

const scoring = (validators: Config['scoring']['validators'], minimumStake = tao(1)) => ({
  scoring: { ...minedConfig.scoring, validators, minimumStake },
})

test.for([
  ['root', { kind: 'root' }, 0],
  ['a subnet', { kind: 'subnet', netuid: 7 }, 7],
] as const)('by stake on %s: the linked coldkey’s, from the minimum on', async ([, validators, netuid]) => {
  await lived(minedTales.mining, scoring(validators))
  const { stakeOf } = ports()
  expect(await stakeOf(stream(), people.eva.id, now)).toEqual({ stake: tao(500), holds: tao(500) })
  expect(await stakeOf(stream(), people.ben.id, now)).toEqual({ stake: null, holds: null })
  expect(asked).toEqual([[[people.eva.id], 0n, netuid]])
})

test('under the minimum nobody scores, and what holds was fixed when the round opened', async () => {
  await lived(minedTales.mining, scoring({ kind: 'root' }, tao(501)))
  await keepConfig(ledger.queries, repository.id, { ...minedConfig, ...scoring({ kind: 'root' }) })
  expect(await ports().stakeOf(stream(), people.eva.id, now)).toEqual({ stake: null, holds: tao(500) })
})

test('by a team: one vote for each member, linked or not', async () => {
  await lived(minedTales.mining, scoring({ kind: 'team', organization: 'riverbed', team: 'validators' }))
  expect(await ports().stakeOf(stream(), people.ben.id, now)).toEqual({ stake: 1n })
  expect(await ports().stakeOf(stream(), people.eva.id, now)).toEqual({ stake: null })
})

test('before there is a round nobody scores', async () => {
  await lived(tales.minable)
  expect(await ports().stakeOf(stream(), people.eva.id, now)).toEqual({ stake: null })
})

test('what the wallet of somebody without a vote has is looked at, and holds up nobody where the chain is silent', async () => {
  await lived([...tales.disputed])
  expect(await ports().holdingOf(stream(), people.eva.id)).toBeUndefined()
  expect(await ports().holdingOf(stream(), people.ben.id)).toBeNull()
  await ledger.write((writing) => writing.link(linkOf('ben')))
  expect(await ports().holdingOf(stream(), people.ben.id)).toBe(tao(500))
  const silent: PortsOptions['electorate'] = () => Promise.reject(new Error('no answer'))
  expect(await ports(silent).holdingOf(stream(), people.ben.id)).toBeUndefined()
})

test('a validator is who was one with the wallet of when it was said', async () => {
  await lived(minedTales.mining, { dispute: { ...minedConfig.dispute, minimumStake: tao(77) } })
  const before = { at: START - 86_400_000, source: now.source }
  const { isValidator } = ports()
  expect(await isValidator(stream(), people.eva.id, now)).toBe(true)
  expect(await isValidator(stream(), people.eva.id, before)).toBe(false)
  expect(await isValidator(stream(), people.ben.id, now)).toBe(false)
})

test('who linked before a vote was opened and was heard after it votes with what that wallet had then, unless an elector has it', async () => {
  await lived(tales.disputed, { dispute: { ...minedConfig.dispute, minimumStake: tao(77) } })
  const late = (person: keyof typeof people) => ports().lateElector(stream(), people[person].id, null)
  const link = (person: keyof typeof people, after: number, coldkey: string = coldkeys[person]) =>
    ledger.write((writing) => writing.link({ ...linkOf(person, after), coldkey }))
  expect(await late('ben')).toBeNull()
  await link('ben', 45)
  expect(await late('ben'), 'after the vote was opened').toBeNull()
  await link('ben', 30)
  expect(await late('ben')).toEqual({ coldkey: coldkeys.ben, stake: tao(500) })
  await link('ada', 20, coldkeys.fox)
  expect(await late('ada'), 'Fox votes with it').toBeNull()
  expect(await late('eva'), 'she votes').toBeNull()
  expect(await ports().lateElector(stream(), people.ben.id, 60), 'no incident').toBeNull()

  const chosen = { coldkey: coldkeys.ben, stake: tao(500) }
  const { refusal } = await ledger.write((writing) =>
    handTo(writing, stream(), { ...vote(50, people.ben, 'uphold'), late: chosen }),
  )
  expect(refusal).toBeNull()
  const [row] = await readBallots(ledger.queries, [stream()])
  const { disputes } = await ledger.readSubnet(stream())
  expect(row?.ballot).toMatchObject({ upholders: 1, upholding: tao(500), electors: 3 })
  expect(disputes[0]).toMatchObject({ stake: row?.ballot.stake, quorum: row?.ballot.quorum, electors: 3 })
  expect(row?.ballot.quorum).toBe((row?.ballot.stake ?? 0n) / 10n)
})

test('those who vote on an incident are the market’s validators', async () => {
  const dispute = { ...minedConfig.dispute, minimumStake: tao(77) }
  await lived(minedTales.mining, { dispute })
  expect(await ports().electorateOf(stream(), now)).toMatchObject([{ user: people.eva.id, stake: tao(500) }])
  expect(asked).toEqual([[[people.eva.id], tao(77), undefined]])
})
