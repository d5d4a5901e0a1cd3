import { storageItem } from '../../runtime/storage.ts'

const pallet = 'SubtensorModule'

type OfSubnet = [netuid: number]

export const networkRegistrationAllowed = storageItem<OfSubnet, boolean>(pallet, 'NetworkRegistrationAllowed')
export const maxAllowedValidators = storageItem<OfSubnet, number>(pallet, 'MaxAllowedValidators')
export const minAllowedWeights = storageItem<OfSubnet, number>(pallet, 'MinAllowedWeights')
/** Blocks in which a new neuron is not pruned. */
export const immunityPeriod = storageItem<OfSubnet, number>(pallet, 'ImmunityPeriod')
export const yuma3On = storageItem<OfSubnet, boolean>(pallet, 'Yuma3On')
/** What registering a neuron costs now, rao. */
export const burn = storageItem<OfSubnet, bigint>(pallet, 'Burn')
/** The share of stake that decides, in 65,535ths. */
export const kappa = storageItem<OfSubnet, number>(pallet, 'Kappa')
/** Blocks; without effect since the factor replaced it. */
export const activityCutoff = storageItem<OfSubnet, number>(pallet, 'ActivityCutoff')
export const registrationsThisInterval = storageItem<OfSubnet, number>(pallet, 'RegistrationsThisInterval')
