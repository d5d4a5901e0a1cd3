import { Octokit } from '@octokit/rest'
import { test } from 'vitest'
import { type Kill, killedAtEach } from './kills.ts'
import { type Mined, payGuarantee } from './mined.ts'
import { quiet } from './reckoning.ts'
import { type FaultWorld, jump, until, untilTime } from './support.ts'

// A subnet's probation fails, and the App is killed at each point of the way from there to its treasury.

export type Slashing = () => { readonly world: FaultWorld; readonly mined: Mined }

const PAYMENT: readonly Kill[] = [
  ['the slash is signed', { point: 'signed' }],
  ['a node has taken the slash', { point: 'broadcast' }],
  ['the slash is in a block that is not final', { point: 'in-block' }],
  ['the slash is final, and not recorded', { point: 'final' }],
]

/** Its only day is bad. */
export function slashedForItsHealth(slashing: Slashing): void {
  test('its guarantee is paid', { timeout: 60_000 }, async () => {
    const { world, mined } = slashing()
    world.app.arm({ point: 'health run' })
    await payGuarantee(world, mined)
    await until(world, mined.issue, 'it is registered', ({ launch }) => launch?.netuid != null)
    untilTime(world, mined.issue, 'it has failed', ({ phase }) => phase === 'failed').catch(() => undefined)
  })

  killedAtEach(
    () => slashing().world,
    [
      ['the last day’s health is read, and not recorded', { point: 'health run' }],
      ['the verdict is appended, and not committed', { point: 'appending' }],
      ...PAYMENT,
    ],
  )
}

/** It has bad days before it. */
export function slashedForAnIncident(slashing: Slashing): void {
  test('the incident is stored, and not handled', { timeout: 180_000 }, async () => {
    const { world, mined } = slashing()
    await payGuarantee(world, mined)
    await untilTime(world, mined.issue, 'it is started', ({ phase }) => phase === 'probation')
    await quiet(world)
    world.app.arm({ point: 'stored', holding: '"name":"incident"' })
    await openIncident(world, mined)
    await world.app.killed()
    await world.restart({ point: 'stored', holding: '/uphold' })
  })

  test('a vote is stored, and not handled', { timeout: 90_000 }, async () => {
    const { world, mined } = slashing()
    await world.app.killed()
    await world.restart()
    const voted = await until(world, mined.issue, 'both have voted', ({ incidents }) => {
      const [incident] = incidents
      return incident !== undefined && incident.upholders + incident.rejecters === 2
    })
    await quiet(world)
    world.app.arm({ point: 'appending' })
    await jump(world, voted.incidents[0]?.closesAt ?? 0)
  })

  killedAtEach(
    () => slashing().world,
    [['the decision is appended, and not committed', { point: 'appending' }], ...PAYMENT],
  )
}

/** Dana's, whom Vera believes, and Viktor does not. */
export async function openIncident({ github }: FaultWorld, { home, place }: Mined): Promise<void> {
  const issue_number = await home.openIssue('dana', 'The roads are not there', '')
  const { issues } = new Octokit({ baseUrl: github.url, auth: github.tokens.ops })
  await issues.addLabels({ ...place, issue_number, labels: ['incident'] })
  await home.comment('vera', issue_number, '/uphold')
  await home.comment('viktor', issue_number, '/reject')
}
