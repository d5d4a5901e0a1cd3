import type { Config, ValidatorSource } from '../config.ts'
import { type Rao, rao } from '../money.ts'

/** Stake on the root network is TAO; elsewhere it is alpha, which is no measure across subnets. */
export const ROOT = 0

type Team = ValidatorSource & { readonly kind: 'team' }

/** How it is found out whose scores count, and for how much. */
export type ScoreWeighing =
  | { readonly by: 'membership'; readonly team: Team }
  | {
      readonly by: 'stake'
      readonly netuid: number
      /** From which on an account may score: rao on root, 1e-9 alpha elsewhere. */
      readonly minimum: Rao
    }

/** A3: by the rules that the round began with. */
export function weighingOf({ validators, minimumStake }: Config['scoring']): ScoreWeighing {
  switch (validators.kind) {
    case 'team':
      return { by: 'membership', team: validators }
    case 'subnet':
      return { by: 'stake', netuid: validators.netuid, minimum: minimumStake }
    case 'root':
      return { by: 'stake', netuid: ROOT, minimum: minimumStake }
  }
}

/** A3: each member of the team has one vote, linked or not; nobody else has any. By user id. */
export function votesOf(members: readonly number[], users: readonly number[]): Readonly<Record<number, Rao>> {
  const present = new Set(members)
  return Object.fromEntries(users.filter((user) => present.has(user)).map((user) => [user, rao(1n)]))
}
