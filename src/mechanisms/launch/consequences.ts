export { bountyOf, raisedOf, rewardOf } from './amounts.ts'
