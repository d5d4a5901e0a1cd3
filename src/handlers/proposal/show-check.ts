import type { CheckRun } from '../../github/check-run.ts'
import { reconcileCheck } from '../../github/reconcile-check.ts'
import { decode, encode } from '../../ledger/json.ts'
import type { CheckNote } from '../../ledger/surfaces.ts'
import type { SeesHome } from '../../mechanisms/home/slice.ts'
import type { GitHubWork } from '../kit/show.ts'
import type { Placing, Reckoned } from './check.ts'

/** What one head should show, and what is noted of it then. */
export interface ShownCheck {
  readonly pull: number
  /** Its present head, as the key of its row. */
  readonly subject: string
  readonly desired: CheckRun
  readonly note: CheckNote
}

export async function showCheck(
  { ledger: { queries }, github, appId }: GitHubWork,
  { home }: SeesHome,
  { pull, subject, desired, note }: ShownCheck,
): Promise<void> {
  if (!home) return
  const { installation, repository } = home
  const octokit = await github.asInstallation(installation)
  const place = { queries, octokit, appId, installation, repository, issue: pull }
  await reconcileCheck({ ...place, subject, desired, note })
}

export function noteOf(own: string, place: Placing | null): CheckNote {
  const last = place?.kind === 'waiting' ? place.last : place
  const standing = last ? encode({ standing: last.standing, of: last.of } satisfies Reckoned) : null
  return { own, standing, waits: place?.kind === 'waiting' }
}

/** What was noted of where a head stood. */
export const lastPlace = ({ standing }: Pick<CheckNote, 'standing'>): Reckoned | null =>
  standing === null ? null : decode<Reckoned>(standing)
