export type { Tick } from '../kernel/family.ts'
export type { Phase } from '../phase/slice.ts'
export {
  type SubnetCommand,
  type SubnetErrand,
  type SubnetEvent,
  type SubnetState,
  subnetStream,
} from './subnet.ts'
