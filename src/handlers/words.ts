import type { RefusalCode } from '../mechanisms/decider.ts'
import type { Intent } from '../mechanisms/intent.ts'
import { accountRefusals } from './account/words.ts'
import { depositSummaries } from './deposit/words.ts'
import { disputeRefusals, disputeSummaries } from './dispute/words.ts'
import { fundingSummaries } from './funding/words.ts'
import { homeSummaries } from './home/words.ts'
import { ideaRefusals, ideaSummaries } from './idea/words.ts'
import type { PurposeKind } from './kit/outside.ts'
import type { Situation } from './kit/words.ts'
import { launchSummaries } from './launch/words.ts'
import { linkSummaries } from './link/words.ts'
import { miningRefusals, miningSummaries } from './mining/words.ts'
import { outsides } from './outsides.ts'
import { probationRefusals, probationSummaries } from './probation/words.ts'
import { proposalRefusals } from './proposal/words.ts'
import { scoringRefusals } from './scoring/words.ts'

// Each family names its own templates. What no family has words for does not compile here.

/** Where an idea stands, and what happens next. */
export const summaries: Readonly<Record<Situation, string>> = {
  ...linkSummaries,
  ...ideaSummaries,
  ...depositSummaries,
  ...disputeSummaries,
  ...fundingSummaries,
  ...homeSummaries,
  ...miningSummaries,
  ...launchSummaries,
  ...probationSummaries,
}

/** What an intent does, in a line. */
export const intentNames = Object.assign(
  {},
  ...Object.values(outsides).map((outside) => ('intents' in outside ? outside.intents : {})),
) as Readonly<Record<PurposeKind, string>>

/** The template that says what an intent does. Throws on a purpose that no family has. */
export function nameOfIntent({ purpose: { kind } }: Pick<Intent, 'purpose'>): string {
  if (!isKnown(kind)) throw new Error(`no family has words for the purpose ${kind}`)
  return intentNames[kind]
}

const isKnown = (kind: string): kind is PurposeKind => Object.hasOwn(intentNames, kind)

/** Why a command changes nothing. */
export const refusals: Readonly<Record<RefusalCode, string>> = {
  ...accountRefusals,
  ...ideaRefusals,
  ...disputeRefusals,
  ...proposalRefusals,
  ...scoringRefusals,
  ...miningRefusals,
  ...probationRefusals,
}
