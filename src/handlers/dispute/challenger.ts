import type { OpenedState } from '../../github/facts.ts'

/** The login of whoever made the challenge that was upheld. */
export function challengerOf({ deposit, disputes }: OpenedState): string {
  const upheld = disputes.find(({ challenger }) => challenger.id === deposit.slash?.challenger)
  return upheld?.challenger.login ?? ''
}
