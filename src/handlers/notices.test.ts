import { describe, expect, test } from 'vitest'
import { coldkeys, people, stream } from '../../test/support/commands.ts'
import { hand, openHouse } from '../../test/support/house.ts'
import { validators } from '../../test/support/mined-commands.ts'
import { minedTales } from '../../test/support/mined-tales.ts'
import { slowConfig, slowly } from '../../test/support/slow.ts'
import type { ThreadFacts } from '../github/facts.ts'
import { goldenBeside } from '../github/testing/golden.ts'
import type { Config } from '../mechanisms/config.ts'
import { rao } from '../mechanisms/money.ts'
import type { SubnetCommand, SubnetEvent, SubnetState } from '../mechanisms/subnet/state.ts'
import { type Notice, votersBut } from './kit/notice.ts'
import { lives } from './kit/testing/lives.ts'
import { facts } from './kit/testing/situations.ts'
import { causesNotice, noticeOf, renderNotice } from './notices.ts'
import { outsides } from './outsides.ts'
import { isOpened } from './thread.ts'

const { expectGolden, named } = goldenBeside(import.meta.dirname)

const unlinked: ThreadFacts = { ...facts, coldkeys: {} }

/** Everybody has another login by now than when they were heard of. */
const loginsOf = ({ people }: Notice) =>
  Object.fromEntries(Object.entries(people).map(([name, { login }]) => [name, `${login}-now`]))

const words = (notice: Notice): string =>
  renderNotice(notice, loginsOf(notice), othersOf(notice.others), othersOf(notice.seated))

const byColdkey = new Map(Object.entries(coldkeys).map(([name, coldkey]) => [coldkey as string, name]))
const byUser = new Map(Object.values(people).map(({ id, login }) => [id, login]))

/** The logins with which they linked. */
const othersOf = (others: Notice['others']): string[] => {
  if (!others) return []
  if ('scoring' in others)
    return validators
      .filter(({ user }) => !others.done.includes(user))
      .flatMap(({ user }) => byUser.get(user) ?? [])
  const known =
    'users' in others
      ? others.users.map((one) => byUser.get(one))
      : others.coldkeys.map((one) => byColdkey.get(one))
  return known.filter((login) => login !== undefined)
}

const tell = (event: SubnetEvent, state: SubnetState, known: ThreadFacts): Notice | null =>
  isOpened(state) ? noticeOf(event, state, known) : null

interface Moment {
  readonly events: readonly SubnetEvent[]
  readonly state: SubnetState
}

/** What each command leads to. */
function momentsOf(commands: readonly SubnetCommand[], config: Config): Moment[] {
  const house = openHouse()
  return commands.map((command) => {
    const happened = hand(house, stream(), command, config)
    return { events: happened.map(({ event }) => event), state: house.state(stream()) }
  })
}

const lifeOf = (name: string) => {
  const life = lives.find(([one]) => one === name)
  if (!life) throw new Error(`no life ${name}`)
  return momentsOf(life[1], life[2])
}

const told = new Set<string>()

/** The first event of this type in a life, or one that comes after so many of them, told as it happened. */
function first(life: string, type: SubnetEvent['type'], known = facts, after = 0): Notice | null {
  told.add(type)
  const [moment] = lifeOf(life)
    .flatMap(({ events, state }) => events.map((event) => ({ event, state })))
    .filter(({ event }) => event.type === type)
    .slice(after)
  if (!moment) throw new Error(`${life} has no ${type}`)
  return tell(moment.event, moment.state, known)
}

/** Every notice, by the life that it is taken from. */
const all = {
  challenged: first('disputed-funding', 'DisputeOpened'),
  'challenge-upheld': first('slashed', 'DisputeClosed'),
  'challenge-upheld-unlinked': first('slashed', 'DisputeClosed', unlinked),
  'challenge-upheld-while-funding': first('slashedWhileFunding', 'DisputeClosed'),
  'challenge-rejected': first('rejected', 'DisputeClosed'),
  'challenge-no-quorum': first('noQuorum', 'DisputeClosed'),
  'form-link-fails': first('formLinkFails', 'LinkFailed'),
  'link-fails': first('linkFails', 'LinkFailed'),
  'link-never-passed': first('linkNeverPasses', 'IdeaClosed'),
  refunded: first('unfunded', 'FundersRefunded'),
  'round-refunded': first('further-failed', 'FundersRefunded'),
  funded: first('mining', 'HomeMade'),
  'blocked-home': first('home-forbidden', 'ErrandBlocked'),
  'blocked-fork': first('fork-blocked', 'ErrandBlocked'),
  forked: first('forked', 'ForkOpened'),
  'blocked-merge': first('launch-merge-conflict', 'ErrandBlocked'),
  'blocked-release': first('launch-release-forbidden', 'ErrandBlocked'),
  invited: first('invited', 'MinerInvited'),
  'invited-unlinked': first('invited', 'MinerInvited', unlinked),
  'to-pay': first('accepted', 'GuaranteeBillIssued'),
  'lapsed-deadline': first('lapsed', 'RoundLapsed'),
  'lapsed-after-guarantee': first('pushedAfterGuarantee', 'RoundLapsed'),
  'reward-waits': first('probation', 'SubnetStarted', unlinked),
  incident: first('probation-incident', 'IncidentOpened'),
  'incident-rejected': first('probation-incident-rejected', 'IncidentClosed'),
  'incident-upheld': first('failed-incident', 'IncidentClosed'),
  passed: first('passed', 'ProbationEnded'),
  failed: first('failed', 'ProbationEnded'),
  'failed-incident': first('failed-incident', 'ProbationEnded'),
  displaced: first('team', 'SeatAsked', facts, 4),
  'roles-set': first('team-roles-changed', 'RolesSet', facts, 1),
  'task-done': first('task-done', 'TaskEnded', { ...facts, coldkeys: { 104: coldkeys.fox } }),
  'task-done-unlinked': first('task-done', 'TaskEnded', unlinked),
  'task-crowded': first('task-crowded', 'TaskEnded', { ...facts, coldkeys: { 104: coldkeys.fox } }),
  'task-extended': first('task-extended', 'TaskExtended'),
  'round-nears-end': first('round-nears-end', 'RoundNearsEnd'),
  'task-nears-end': first('task-nears-end', 'TaskNearsEnd'),
  'task-nears-end-empty': first('task-nears-end-empty', 'TaskNearsEnd'),
  'task-over': first('task-over', 'TaskEnded', facts, 1),
  'like-chain': first('mandate-proposed', 'LikeChainProposed'),
  'like-chain-in-vain': first('mandate-in-vain', 'LikeChainProposed'),
  'tasks-dropped': first('task-dropped', 'TeamEnded'),
  'mandate-refused': first('mandate-refused', 'ChangeRefused'),
  'update-invited': first('update-invited', 'MinerInvited', facts, 1),
  'update-lapsed': first('update-pushed', 'RoundLapsed'),
  'update-conflict': first('update-conflict', 'ErrandBlocked'),
  'update-revert-conflict': first('update-revert-conflict', 'ErrandBlocked'),
  'update-merged': first('update-applying', 'UpdateMerged'),
  'update-held': first('update-held', 'UpdateEnded'),
  'update-broke': first('update-broke', 'UpdateEnded'),
  'update-incident': first('update-incident', 'IncidentOpened'),
  'update-upheld': first('update-upheld', 'UpdateEnded'),
  'update-refused': first('update-refused', 'UpdateEnded'),
  differs: first('live-drifting', 'DriftTold'),
  'differs-again': first('live-drifting', 'DriftChanged', facts, 2),
  'dissolution-near': first('dissolution-near', 'OutlookChanged'),
  dissolved: first('dissolved', 'SubnetDissolved'),
  'return-nears': first('return-near', 'ReturnNears'),
  'return-nears-round': first('return-collecting', 'ReturnNears'),
  returned: first('return-counted', 'RestCounted'),
} satisfies Record<string, Notice | null>

const placeOf = ({ on, assignee }: Notice): string => {
  const { owner, name } = on.repository
  const assigned = assignee ? `, ${assignee.isOn ? 'assigned to' : 'no longer'} ${assignee.person.login}` : ''
  return `<!-- ${owner}/${name}#${on.issue}${assigned} -->\n\n`
}

describe('every notice', () => {
  test.each(Object.entries(all))('%s has its words', (name, notice) => {
    if (!notice) throw new Error('nothing is said')
    expectGolden(`notice-${name}`, placeOf(notice) + words(notice))
  })

  test('no golden file is left over', () => {
    expect(named('notice-')).toEqual(
      Object.keys(all)
        .map((name) => `notice-${name}`)
        .sort(),
    )
  })

  test('each event that may say something does so in one of them', () => {
    const types = Object.values(outsides).flatMap((outside) =>
      Object.keys('notices' in outside ? outside.notices : {}),
    )
    expect(types.filter(causesNotice).sort()).toEqual([...told].sort())
  })
})

test.each(Object.entries(all))('%s names no time to act by that is over when it is said', (name, notice) => {
  const { closesAt, deadline, returnsAt } = (notice?.filling ?? {}) as Record<string, number | undefined>
  // That an idea is funded is news at any time.
  expect(notice?.until).toBe(name === 'funded' ? undefined : (closesAt ?? deadline ?? returnsAt))
})

/** What the notice of an event may say from when it happened on, whoever is linked. */
const everSaid = (event: SubnetEvent, since: readonly Moment[]): Notice[] =>
  since.flatMap(({ state }) => [facts, unlinked].flatMap((known) => tell(event, state, known) ?? []))

test.each(lives)(
  '%s: whoever is named is mentioned, however late; comments are few',
  (_, commands, config) => {
    const moments = momentsOf(commands, config)
    const happened = moments.flatMap(({ events }, place) => events.map((event) => ({ event, place })))
    const saying = happened.filter(({ event }) => causesNotice(event.type))
    for (const notice of saying.flatMap(({ event, place }) => everSaid(event, moments.slice(place)))) {
      const shown = words(notice)
      const logins = Object.values(loginsOf(notice)).filter((login) => /^[a-z-]+$/.test(login))
      for (const login of logins) expect(shown).toContain(`@${login}`)
    }
    const said = saying.filter(
      ({ event, place }) => everSaid(event, moments.slice(place, place + 1)).length > 0,
    )
    // An update says something twice: that it is merged, and how it ended. So does an incident: that it is opened, and how it ended.
    // A task says something twice at most: that it goes on, and what became of it.
    expect(
      said.filter(({ event }) => !/^(?:Task|Update|Incident)/.test(event.type)).length,
    ).toBeLessThanOrEqual(8)
  },
)

test('an invitation that was accepted is not made again, and a collateral that was paid is not asked for', () => {
  const moments = momentsOf(slowly(minedTales.guaranteed), slowConfig)
  const last = moments.at(-1)?.state as SubnetState
  const events = moments.flatMap((moment) => moment.events)
  const late = (type: SubnetEvent['type']) => {
    const event = events.find((one) => one.type === type)
    return event && tell(event, last, facts)
  }
  expect(late('MinerInvited')).toBeNull()
  expect(late('GuaranteeBillIssued')).toBeNull()
})

test('who has no account any more is named, and not mentioned', () => {
  const notice = all.challenged as Notice
  expect(renderNotice(notice, { discoverer: null })).toContain(people.ada.login)
  expect(renderNotice(notice, { discoverer: null })).not.toContain('@ada')
})

test('of those who may vote, the most stake comes first, and nobody is asked to vote on what is their own', () => {
  expect(all.challenged?.others).toEqual({ users: [people.eva.id, people.fox.id] })
  const electorate = [3, 1, 2].map((user) => ({ user, coldkey: '', stake: rao(BigInt(user % 3)) }))
  expect(votersBut(electorate, 1)).toEqual({ users: [2, 3] })
})

test('what GitHub calls somebody is mentioned only if it is a login', () => {
  const notice = all.challenged as Notice
  expect(renderNotice(notice, { discoverer: 'ada](https://evil.example) @all' })).not.toMatch(/@all|\]\(/)
})

test('what a challenger says stays text', () => {
  const hostile = '@octocat\n\n# Head [x](https://evil.example)'
  const notice = all.challenged as Notice
  const shown = renderNotice(
    { ...notice, filling: { ...notice.filling, reason: hostile } },
    { discoverer: 'ada' },
  )
  expect(shown).not.toMatch(/@octocat|\n# Head|\]\(https:/)
})
