import { type SubnetErrand, subnet } from './subnet.ts'

export type Errand = SubnetErrand
export const { errands } = subnet
