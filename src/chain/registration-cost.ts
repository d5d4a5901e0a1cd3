import type { Chain } from './client.ts'
import { callRuntime, hasRuntimeApi } from './runtime-api.ts'

const API = ['SubnetRegistrationRuntimeApi', 'get_network_registration_cost'] as const

/** What registering a network costs in the state of a block, of the best one where none is named: rao. Throws where the chain does not tell. */
export const registrationCost = async (chain: Pick<Chain, 'api' | 'request'>, at?: string): Promise<bigint> =>
  BigInt((await callRuntime(chain, ...API, [], at)).toString())

export const tellsRegistrationCost = ({ api }: Pick<Chain, 'api'>): boolean => hasRuntimeApi(api(), ...API)
