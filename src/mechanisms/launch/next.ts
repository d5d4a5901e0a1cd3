import type { Next } from '../kernel/family.ts'
import type { LaunchShape, LaunchSlice, LaunchStep } from './slice.ts'

const STEPS: Readonly<Record<LaunchSlice['stage'], LaunchStep | null>> = {
  merging: 'merge-proposal',
  releasing: 'release-architecture',
  registering: 'register-network',
  configuring: 'configure-subnet',
  preparing: 'get-ready',
  starting: 'start-subnet',
  started: null,
  dissolved: null,
  returning: null,
}

export const launchNext: Next<LaunchShape> = ({ phase, launch }) =>
  launch && (phase === 'launching' || phase === 'preparing') ? STEPS[launch.stage] : null
