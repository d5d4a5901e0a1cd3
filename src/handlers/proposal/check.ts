import type { Annotation, CheckRun } from '../../github/check-run.ts'
import { clip, visible } from '../../github/escape.ts'
import { renderTemplate } from '../../github/template.ts'
import { formatCount, formatShare } from '../../github/words.ts'
import type { FileProblem, Reading } from '../../mechanisms/architecture/architecture.ts'
import { currentRound } from '../../mechanisms/mining/rounds.ts'
import type { SeesMining } from '../../mechanisms/mining/slice.ts'
import type { Proposal } from '../../mechanisms/proposal/slice.ts'
import { leaderboard } from '../../mechanisms/scoring/leaderboard.ts'
import { liveScores, type Standing } from '../../mechanisms/scoring/standings.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { describeStanding } from '../scoring/standing.ts'
import { outcomeOf, type RaceOutcome } from './outcome.ts'

/** GitHub takes 65,535 characters of summary and as many of text; bytes are counted here, to be sure. */
const LIMIT = 65_000
const SHOWN = { annotations: 200, problems: 20, problem: 300, cell: 200, message: 1_000, clipped: 5 } as const

export const checkSubject = (stream: string, { pull, head }: Pick<Proposal, 'pull' | 'head'>): string =>
  `check:${stream}:${pull}:${head}`

/** Where a head stood when all were reckoned, and among how many. */
export interface Reckoned {
  readonly standing: Standing
  readonly of: number
}

/**
 * Where a head stands among the others:
 * - `reckoned`: as all stand now
 * - `waiting`: something has come to it since that was reckoned; `scores` are its live ones, `last` is from before
 */
export type Placing =
  | ({ readonly kind: 'reckoned' } & Reckoned)
  | { readonly kind: 'waiting'; readonly scores: number; readonly last: Reckoned | null }

/** What a check run shows of a subnet. */
export type SeesHead = SeesMining & Pick<SubnetState, 'proposals' | 'scores'>

/**
 * Rule A2: the check run of a proposal's present head. Null where nothing is to be shown: its head is not read yet, or it is
 * closed or merged, and what was shown stays. `table` is the leaderboard, where the caller has it already.
 */
export const renderProposalCheck = (
  state: SubnetState,
  pull: number,
  table: readonly Standing[] = leaderboard(state),
): CheckRun | null => renderCheck(state, pull, placeIn(table, state.proposals[pull]))

/** Null where its present head is not in the race, as one that was pushed after the round's end. */
export function placeIn(table: readonly Standing[], proposal: Proposal | undefined): Placing | null {
  const standing = table.find(({ pull, head }) => pull === proposal?.pull && head === proposal.head)
  return standing ? { kind: 'reckoned', standing, of: table.length } : null
}

/** The same, given where it stands. */
export function renderCheck(state: SeesHead, pull: number, place: Placing | null): CheckRun | null {
  const proposal = state.proposals[pull]
  const reading = proposal?.reading
  if (!proposal || !reading || proposal.status === 'closed' || proposal.status === 'merged') return null
  const situation = situationOf(proposal, reading)
  return {
    name: 'tributary/proposal',
    head: proposal.head,
    conclusion: CONCLUSIONS[situation],
    title: titleOf(situation, proposal, reading, place, outcomeOf(state, pull)),
    summary: summaryOf(state, proposal, { situation, reading, place }),
    text: textOf(reading),
    annotations: reading.problems.slice(0, SHOWN.annotations).map(annotate),
  }
}

/**
 * What a check run shows that is the head's own: what came to it by its author, its validators and its round. The rest is how it
 * stands among others. The same text means that nothing new has come to it; that its round is being counted is soon over, and
 * what comes of it is news.
 */
export function ownPart(state: SeesHead, pull: number): string {
  const proposal = state.proposals[pull]
  const round = currentRound(state)
  const scores = proposal ? liveScores(proposal, state.scores[pull]) : []
  return JSON.stringify([
    proposal?.status,
    [round?.number, round?.stage === 'counting' ? 'open' : round?.stage],
    scores.map(({ validator, points }) => [validator.id, points]),
  ])
}

type ProposalSituation = 'untouched' | 'submission' | 'draft' | 'elsewhere' | 'problems' | 'good'

const CONCLUSIONS = {
  untouched: 'neutral',
  submission: 'neutral',
  draft: 'neutral',
  elsewhere: 'neutral',
  problems: 'failure',
  good: 'success',
} as const

function situationOf({ status, task }: Proposal, { touches, problems }: Reading): ProposalSituation {
  if (!touches) return task === undefined ? 'untouched' : 'submission'
  if (status === 'draft' || status === 'elsewhere') return status
  return problems.length > 0 ? 'problems' : 'good'
}

function titleOf(
  situation: ProposalSituation,
  { task }: Proposal,
  { problems }: Reading,
  place: Placing | null,
  outcome: RaceOutcome | null,
): string {
  const found = problems.length === 1 ? '1 problem' : `${formatCount(problems.length)} problems`
  switch (situation) {
    case 'untouched':
      return 'The architecture is not changed'
    case 'submission':
      return `A submission to task #${task}`
    case 'draft':
      return problems.length > 0 ? `A draft, with ${found}` : 'A draft: not in the race yet'
    case 'elsewhere':
      return 'Not aimed at the default branch'
    case 'problems':
      return found
    case 'good':
      if (outcome) return titleOfOutcome(outcome)
      return place ? titleOfPlace(place) : 'Good: nothing is wrong with its files'
  }
}

const titleOfOutcome = ({ won, round, winner, isMonth }: RaceOutcome): string =>
  won
    ? `Won round ${round}: guaranteed, and ${isMonth ? 'merged' : 'launched'}`
    : `Not chosen: #${winner} won round ${round}`

function titleOfPlace(place: Placing): string {
  const scores = place.kind === 'reckoned' ? place.standing.scores : place.scores
  if (scores === 0) return 'Good: in the race, not scored yet'
  if (place.kind === 'reckoned') {
    const { standing, of } = place
    return `Good: rank ${standing.rank} of ${of}, ${formatShare(standing.incentive)} of the score`
  }
  const given = scores === 1 ? '1 score' : `${formatCount(scores)} scores`
  const { last } = place
  if (!last || last.standing.scores === 0) return `Good: ${given}, its rank follows`
  return `Good: ${given}, its rank follows; it was ${last.standing.rank} of ${last.of}`
}

interface Shown {
  readonly situation: ProposalSituation
  readonly reading: Reading
  readonly place: Placing | null
}

function summaryOf(state: SeesMining, proposal: Proposal, { situation, reading, place }: Shown): string {
  const { pull, task } = proposal
  const round = currentRound(state)
  return renderTemplate('proposal/check/summary', {
    situation,
    task,
    outcome: outcomeOf(state, pull),
    problems: reading.problems.length,
    annotated: Math.min(reading.problems.length, SHOWN.annotations),
    round: round && { number: round.number, stage: round.stage, closesAt: round.closesAt },
    rubric: round?.rules.scoring.rubric.map(({ id }) => `${id}=80`).join(' '),
    ...describePlace(place),
  })
}

/** For the template: `scores` is set where the head waits, and `standing` is then from before. */
function describePlace(place: Placing | null) {
  const known = place?.kind === 'waiting' ? place.last : place
  return {
    scores: place?.kind === 'waiting' ? place.scores : undefined,
    standing: known ? describeStanding(known.standing, SHOWN.clipped) : undefined,
    of: known?.of,
  }
}

/** As many rows of the plan as there is room for. */
function textOf({ problems, architecture, plan, block, evidence }: Reading): string {
  const known = problems.slice(0, SHOWN.problems)
  const cell = (text: string) => clip(text, SHOWN.cell) || '–'
  for (let rows = plan.length, files = evidence.length; ; rows >>= 1, files >>= 1) {
    const text = renderTemplate('proposal/check/plan', {
      problems: known.map(({ message, ...place }) => ({ ...place, message: clip(message, SHOWN.problem) })),
      moreProblems: problems.length - known.length,
      mechanisms: (architecture?.mechanisms ?? []).slice(0, SHOWN.problems),
      roles: (architecture?.roles ?? []).slice(0, SHOWN.problems),
      block,
      plan: plan
        .slice(0, rows)
        .map(({ what, from, to }) => ({ what: cell(what), from: cell(from), to: cell(to) })),
      morePlan: plan.length - rows,
      isPlanned: architecture !== null && (problems.length === 0 || plan.length > 0),
      evidence: evidence.slice(0, files).map((one) => ({ ...one, file: clip(one.file, SHOWN.cell) })),
      moreEvidence: evidence.length - files,
    })
    if (Buffer.byteLength(text) <= LIMIT || (rows === 0 && files === 0)) return text
  }
}

/** Annotations are plain text; a problem of the whole file is shown at its first line. */
function annotate({ file, line, column, message }: FileProblem): Annotation {
  const at = Math.max(line, 1)
  return {
    path: file,
    start_line: at,
    end_line: at,
    ...(line > 0 && column > 0 && { start_column: column, end_column: column }),
    annotation_level: 'failure',
    message: clip(visible(message), SHOWN.message) || 'This cannot be read.',
  }
}
