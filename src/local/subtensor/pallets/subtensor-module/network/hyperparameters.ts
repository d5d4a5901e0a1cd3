import { storageItem } from '../../../runtime/storage.ts'

const pallet = 'SubtensorModule'

type OfSubnet = [netuid: number]

const flag = (name: string) => storageItem<OfSubnet, boolean>(pallet, name)
/** u16 or u32 */
const small = (name: string) => storageItem<OfSubnet, number>(pallet, name)
/** u64 or u128 */
const large = (name: string) => storageItem<OfSubnet, bigint>(pallet, name)

export const networkRegistrationAllowed = flag('NetworkRegistrationAllowed')
/** What a subnet may not go below with the most that it allows. */
export const minAllowedUids = small('MinAllowedUids')
export const maxAllowedValidators = small('MaxAllowedValidators')
/** Blocks in which a new neuron is not pruned. */
export const immunityPeriod = small('ImmunityPeriod')
/** Neurons beyond the owner's and the immune ones that must be left. */
export const minNonImmuneUids = small('MinNonImmuneUids')
/** How many of the owner's neurons are never pruned. */
export const immuneOwnerUidsLimit = small('ImmuneOwnerUidsLimit')
export const registrationsThisInterval = small('RegistrationsThisInterval')
export const registrationsThisBlock = small('RegistrationsThisBlock')

/** What registering a neuron costs now, and its bounds: rao. */
export const burn = large('Burn')
export const minBurn = large('MinBurn')
export const maxBurn = large('MaxBurn')
/** Blocks in which the cost falls to its half. */
export const burnHalfLife = small('BurnHalfLife')
/** What each registration multiplies the cost by: bits of a number with 64 places after the point. */
export const burnIncreaseMult = large('BurnIncreaseMult')

export const minAllowedWeights = small('MinAllowedWeights')
/** Blocks between two settings of weights by one neuron. */
export const weightsSetRateLimit = large('WeightsSetRateLimit')
export const weightsVersionKey = large('WeightsVersionKey')
export const commitRevealEnabled = flag('CommitRevealWeightsEnabled')
/** Epochs */
export const revealPeriod = large('RevealPeriodEpochs')

/** The share of stake that decides, in 65,535ths. */
export const kappa = small('Kappa')
export const rho = small('Rho')
/** How much of the bonds is kept, in millionths. */
export const bondsMovingAverage = large('BondsMovingAverage')
/** How much of the clipping bonds feel, in 65,535ths. */
export const bondsPenalty = small('BondsPenalty')
export const bondsResetOn = flag('BondsResetOn')
export const yuma3On = flag('Yuma3On')
/** Blocks; without effect since the factor replaced it. */
export const activityCutoff = small('ActivityCutoff')
export const minActivityCutoff = storageItem<[], number>(pallet, 'MinActivityCutoff')
/** Epochs after which who sets no weights counts as inactive, in thousandths. */
export const activityCutoffFactor = small('ActivityCutoffFactorMilli')

export const servingRateLimit = large('ServingRateLimit')
export const transferToggle = flag('TransferToggle')
export const recycleOrBurn = storageItem<OfSubnet, { type: 'Burn' | 'Recycle'; value: undefined }>(
  pallet,
  'RecycleOrBurn',
)
export const ownerCutEnabled = flag('OwnerCutEnabled')

/** Of work, which registers nobody any more. */
export const adjustmentAlpha = large('AdjustmentAlpha')
export const maxDifficulty = large('MaxDifficulty')
