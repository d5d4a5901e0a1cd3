import type { Rows } from '../kit/panel.ts'

export const launchFacts = {
  subnet: {
    template: '/launch/fact/subnet',
    isShown: ({ launch }) => launch !== null && launch.netuid !== null,
  },
  bounty: { template: '/launch/fact/bounty', isShown: ({ launch }) => launch !== null },
} satisfies Rows
