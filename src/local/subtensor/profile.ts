import type { ConstantOverrides } from './runtime/runtime.ts'

export type ProfileName = 'fast' | 'real-time'

/** Milliseconds between blocks when none are asked for. */
export const blockTimes: Readonly<Record<ProfileName, number>> = { fast: 250, 'real-time': 12_000 }

/** Where a profile's constants differ from the main network's. Durations are milliseconds or blocks. */
export const profiles: Readonly<Record<ProfileName, ConstantOverrides>> = {
  fast: {
    Timestamp: { MinimumPeriod: 125n },
    Aura: { SlotDuration: 250n },
    SubtensorModule: {
      InitialTempo: 10,
      InitialNetworkMinLockCost: 10_000_000_000n,
      InitialNetworkRateLimit: 20n,
      InitialMaxEpochsPerBlock: 32,
      InitialColdkeySwapAnnouncementDelay: 50,
      InitialColdkeySwapReannouncementDelay: 10,
    },
    Crowdloan: { MinimumBlockDuration: 50, MaximumBlockDuration: 20_000 },
  },
  'real-time': {},
}
