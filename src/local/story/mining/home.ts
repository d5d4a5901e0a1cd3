import type { SubnetState } from '../../../mechanisms/subnet/state.ts'
import { openRepository, type Repository } from '../../world/repository.ts'
import type { IdeaName } from '../ideas.ts'
import { issueOf, type Stage, until, untilTime } from '../stage.ts'

/** The repository of a subnet, as soon as the App has made it. */
export async function homeOf(stage: Stage, name: IdeaName): Promise<Repository> {
  const state = await until(stage, issueOf(stage, name), 'it has a repository', ({ home }) => home !== null)
  const { owner = '', name: repo = '' } = state.home?.repository ?? {}
  return openRepository(stage.world.github, { owner, repo })
}

export const pageOf = ({ world: { app } }: Stage, issue: number): string => `${app.url}/ideas/${issue}`

/** Waits until a subnet of the story is as wanted. */
export const untilIt = (
  stage: Stage,
  name: IdeaName,
  what: string,
  wanted: (state: SubnetState) => boolean | Promise<boolean>,
): Promise<SubnetState> => until(stage, issueOf(stage, name), what, wanted)

/** The same, while the world goes on from one deadline to the next. */
export const untilTimeOf = (
  stage: Stage,
  name: IdeaName,
  what: string,
  wanted: (state: SubnetState) => boolean,
): Promise<SubnetState> => untilTime(stage, issueOf(stage, name), what, wanted)

/** Everything that the subnet owes at this moment is paid. */
export const isPaidOut = (state: SubnetState, families: readonly string[]): boolean =>
  families.every((family) => Object.keys(state.payments.settled).some((key) => key.startsWith(`${family}:`)))
