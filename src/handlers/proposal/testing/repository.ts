import type { SubnetFacts } from '../../../mechanisms/architecture/architecture.ts'
import type { Files } from '../../kit/files.ts'

// A small subnet repository without a mistake, for tests to spoil.

/** A new network with the main network's limits. */
export const freshChain: SubnetFacts = {
  netuid: null,
  block: 7_000,
  mechanismCount: 1,
  emissionSplit: null,
  hyperparameters: {
    tempo: 360n,
    immunity_period: 5_000n,
    max_allowed_uids: 256n,
    min_burn: 500_000n,
    max_burn: 100_000_000_000n,
    burn_increase_mult: BigInt(1.26 * 2 ** 64),
    liquid_alpha_enabled: false,
    alpha_values: [45_875n, 58_982n],
    commit_reveal_weights_enabled: true,
    recycle_or_burn: 0n,
  },
  neurons: 1,
  limits: { maximumMechanisms: 2, maximumUids: 256, minimumUids: 64 },
}

const ARCHITECTURE = `version: 1
name: Field maps
identity:
  description: Maps of small farms.
  repository: https://github.com/riverbed/field-maps
mechanisms:
  - id: maps
    kind: commodity
    share: 80 %
  - id: people
    kind: team
    share: 15 %
  - id: ideas
    kind: innovation
    share: 5 %
  - id: sale
    kind: selling
roles:
  - id: engineer
    seats: 3
hyperparameters:
  max_allowed_uids: 128
  tempo: 720
  min_burn: 0.001 TAO
  commit_reveal_weights_enabled: false
`

export const mechanism = (title: string): string => `version: 1
title: ${title}
measured: What ${title} is worth.
scored: |
  By looking at ${title}
  every hour.
validators: [Look.]
miners: [Draw.]
weights:
  - of: beauty
    share: 60 %
  - of: speed
    share: 40 %
`

const ROLE = `version: 1
title: Engineer
purpose: Keeps it running.
duties:
  - Review every change within two days.
mechanism: people
`

export const repository: Readonly<Record<string, string>> = {
  'architecture.yaml': ARCHITECTURE,
  'mechanisms/maps.yaml': mechanism('maps'),
  'mechanisms/people.yaml': mechanism('people'),
  'mechanisms/ideas.yaml': mechanism('ideas'),
  'mechanisms/sale.yaml': mechanism('sale'),
  'roles/engineer.yaml': ROLE,
}

export const filesOf = (texts: Readonly<Record<string, string>>): Files =>
  new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]))
