import type { DaySettings } from './dividends/day.ts'
import { alpha, RAO_PER_TAO, type Rao, rao } from './money.ts'

/**
 * The settings of a governed repository, read from `.github/tributary.yml`. Amounts are rao, times are milliseconds,
 * shares are basis points (1 % = 100). What each one means is written in `schemas/config.schema.json`.
 */
export interface Config {
  readonly idea: {
    readonly fee: Rao
    readonly collateral: Rao
    readonly depositDeadline: number
    /** A paid idea whose link never passes is closed after this, and its collateral returned. */
    readonly linkDeadline: number
  }
  readonly link: {
    /** Each host stands for itself and its subdomains. */
    readonly allowedHosts: readonly string[]
    readonly recheckEvery: number
  }
  readonly dispute: {
    readonly duration: number
    readonly quorumBasisPoints: number
    readonly challengerShareBasisPoints: number
    /** Stake on root from which an account counts as a validator. */
    readonly minimumStake: Rao
  }
  readonly funding: {
    readonly duration: number
    readonly minimumTarget: Rao
    readonly maximumTarget: Rao
    readonly minimumContribution: Rao
    /** The deposit of the crowdloan, lent by the operator; the chain counts it as raised. */
    readonly loanDeposit: Rao
  }
  readonly discoverer: {
    readonly reward: 'once' | 'dividend'
    readonly shareBasisPoints: number
  }
  readonly feeSink: FeeSink
  readonly scoring: {
    readonly validators: ValidatorSource
    /** Stake from which an account may score; not asked of the members of a team. */
    readonly minimumStake: Rao
    /** What a score is made of, by weight. */
    readonly rubric: readonly Criterion[]
    /** From this likeness on, the later of two proposals is a copy. */
    readonly copyBasisPoints: number
  }
  readonly mining: {
    readonly roundLength: number
    readonly guaranteeDeadline: number
    readonly collateral: Rao
    /** The mean grade under which no round's best is invited, hundredths of a point; left out where none is asked. */
    readonly leastGrade?: number
  }
  readonly launch: {
    readonly preparation: number
    /** What the registration may cost at most; null: what the raise leaves after bounty and reward. */
    readonly lockCostLimit: Rao | null
    /** What is not registered by then gives the money back (L4). Left out of settings that are older: then it is `REGISTER_WITHIN`. */
    readonly registerWithin?: number
  }
  readonly probation: {
    readonly days: number
    /** How long a day of the probation is. */
    readonly day: number
    readonly goodShareBasisPoints: number
    readonly minimumMiners: number
    readonly minimumValidators: number
    readonly bountyBasisPoints: number
  }
  readonly dividends: DaySettings
  readonly team: {
    /** So long nobody is displaced from a seat. */
    readonly immunity: number
    /** How far a member's standing moves by one task. */
    readonly standingBasisPoints: number
    /** How much of what the treasury has free one task can promise. */
    readonly taskCapBasisPoints: number
  }
  readonly update: UpdateSettings
}

/** Rules N1 to N3: how a live subnet is improved. */
export interface UpdateSettings {
  /** On which day of a month the best is chosen, 1 to 28, at its first moment, UTC. */
  readonly dayOfMonth: number
  /** By how much its grade must beat that of the architecture in force. */
  readonly marginBasisPoints: number
  /** How many days its probation has. */
  readonly probationDays: number
  /** What of a day's free alpha a new role or mechanism earns its author (N3). Left out of settings that are older: then it is `REWARD`. */
  readonly rewardBasisPoints?: number
}

/** What is frozen into an idea when it opens: each day and each month of a live subnet goes by the settings of that time. */
export type IdeaConfig = Omit<Config, 'dividends' | 'team' | 'update'>

/** Whose scores count: by stake on root or on a subnet, or, where a network has no validators yet, one vote each for a team's members. */
export type ValidatorSource =
  | { readonly kind: 'root' }
  | { readonly kind: 'subnet'; readonly netuid: number }
  | { readonly kind: 'team'; readonly organization: string; readonly team: string }

export interface Criterion {
  readonly id: string
  readonly weight: number
}

/** Where fees and slashed halves go: destroyed, or spent on alpha that is then recycled. */
export type FeeSink =
  | { readonly kind: 'burn' }
  | { readonly kind: 'recycle-alpha'; readonly netuid: number; readonly hotkey: string }

const DAY = 86_400_000
const tao = (whole: bigint): Rao => rao(whole * RAO_PER_TAO)

/** Basis points: 1 %. */
export const REWARD = 100

/** Milliseconds: 60 days. */
export const REGISTER_WITHIN = 60 * DAY

/** What an empty file means. The schema says the same numbers, and a test holds the two against each other. */
export const defaultConfig: Config = {
  idea: {
    fee: rao(RAO_PER_TAO / 10n),
    collateral: tao(1n),
    depositDeadline: 7 * DAY,
    linkDeadline: 7 * DAY,
  },
  link: {
    allowedHosts: [
      'arxiv.org',
      'x.com',
      'twitter.com',
      'medium.com',
      'substack.com',
      'mirror.xyz',
      'paragraph.com',
      'dev.to',
      'hackernoon.com',
      'wordpress.com',
      'blogspot.com',
      'github.com',
      'github.io',
      'gitlab.io',
      'openreview.net',
      'ssrn.com',
    ],
    recheckEvery: DAY,
  },
  dispute: {
    duration: 7 * DAY,
    quorumBasisPoints: 1_000,
    challengerShareBasisPoints: 5_000,
    minimumStake: tao(1_000n),
  },
  funding: {
    duration: 30 * DAY,
    minimumTarget: tao(20n),
    maximumTarget: tao(1_000_000n),
    minimumContribution: rao(RAO_PER_TAO / 10n),
    loanDeposit: tao(10n),
  },
  discoverer: { reward: 'once', shareBasisPoints: 100 },
  feeSink: { kind: 'burn' },
  scoring: {
    validators: { kind: 'root' },
    minimumStake: tao(1_000n),
    rubric: [
      { id: 'correctness', weight: 40 },
      { id: 'incentives', weight: 40 },
      { id: 'evidence', weight: 20 },
    ],
    copyBasisPoints: 9_000,
  },
  mining: { roundLength: 30 * DAY, guaranteeDeadline: 7 * DAY, collateral: tao(10n) },
  launch: { preparation: 7 * DAY, lockCostLimit: null, registerWithin: REGISTER_WITHIN },
  probation: {
    days: 30,
    day: DAY,
    goodShareBasisPoints: 9_000,
    minimumMiners: 3,
    minimumValidators: 2,
    bountyBasisPoints: 500,
  },
  dividends: {
    investorsBasisPoints: 2_000,
    reserve: alpha(100n * RAO_PER_TAO),
    minimum: alpha(RAO_PER_TAO / 1_000n),
    feeBasisPoints: 100,
  },
  team: { immunity: 7 * DAY, standingBasisPoints: 1_000, taskCapBasisPoints: 1_000 },
  update: { dayOfMonth: 1, marginBasisPoints: 500, probationDays: 14, rewardBasisPoints: REWARD },
}
