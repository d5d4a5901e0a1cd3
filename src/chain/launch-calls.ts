import type { ApiPromise } from '@polkadot/api'
import { stringToHex } from '@polkadot/util'
import type { ChainStep, Identity } from '../mechanisms/architecture/architecture.ts'
import { callOf, type Extrinsic } from './extrinsic.ts'
import { hyperparameterCall } from './hyperparameters.ts'

/** Registers a network with its identity; its cost is the chain's lock cost when it lands, and no argument of the call. */
export function registration(api: ApiPromise, hotkey: string, identity: Identity): Extrinsic {
  const { name, repository, contact, url, discord, description, logo } = identity
  const shown = {
    subnetName: stringToHex(name),
    githubRepo: stringToHex(repository),
    subnetContact: stringToHex(contact),
    subnetUrl: stringToHex(url),
    discord: stringToHex(discord),
    description: stringToHex(description),
    logoUrl: stringToHex(logo),
    additional: '0x',
  }
  return callOf(api, 'subtensorModule', 'registerNetworkWithIdentity', hotkey, shown)
}

/** One step of an architecture, as the subnet's owner calls it. Throws for a hyperparameter that the chain has no call for. */
export function stepCall(api: ApiPromise, netuid: number, step: ChainStep): Extrinsic {
  switch (step.kind) {
    case 'mechanism-count':
      return callOf(api, 'adminUtils', 'sudoSetMechanismCount', netuid, step.count)
    case 'emission-split':
      return callOf(api, 'adminUtils', 'sudoSetMechanismEmissionSplit', netuid, step.split)
    case 'hyperparameter':
      return hyperparameterCall(api, netuid, step)
  }
}

export const startCall = (api: ApiPromise, netuid: number): Extrinsic =>
  callOf(api, 'subtensorModule', 'startCall', netuid)
