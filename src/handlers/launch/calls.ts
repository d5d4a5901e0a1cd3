import type { ApiPromise } from '@polkadot/api'
import { stringToHex } from '@polkadot/util'
import { type CallKind, TAKES_NOTHING } from '../../chain/call-kinds.ts'
import { callOf, type Extrinsic } from '../../chain/extrinsic.ts'
import { hyperparameterCall } from '../../chain/hyperparameters.ts'
import { registeredBy } from '../../chain/watcher/registered.ts'
import { nothingMade, theOne } from '../../chain/watcher/told-outcome.ts'
import { type ChainStep, type Identity, settingOf } from '../../mechanisms/architecture/architecture.ts'
import { formatValue } from '../../mechanisms/architecture/values.ts'
import type { IntentCall } from '../../mechanisms/intent.ts'
import { formatTao } from '../../mechanisms/money.ts'
import { whyNotYet } from '../mandate/turn.ts'
import { whyNotRegistered } from './registration.ts'

type Call<Kind extends IntentCall['kind']> = IntentCall & { readonly kind: Kind }

/** L1. What it takes is the chain's lock cost when it lands. */
export const networkRegister: CallKind<Call<'network-register'>> = {
  build: (api, { hotkey, identity }) => registration(api, hotkey, identity),
  unit: 'rao',
  capRule: 'payment-and-day',
  amount: (_call, price) => price,
  isPriced: true,
  whyHeld: ({ limit }, now) => whyNotRegistered(limit, now),
  words: ({ identity, limit }) => `register the network ${identity.name} for at most ${formatTao(limit)}`,
  extrinsics: {
    'subtensorModule.registerNetworkWithIdentity': ({ account }) =>
      `register a network with the owner’s hotkey ${account('hotkey')}, for what that costs when it lands`,
  },
  told: (_call, made, { events }) => {
    const found = events.flatMap((event) => (event.kind === 'network-added' ? [event] : []))
    return { ok: true, registered: registeredBy(theOne('network', found, ({ netuid }) => netuid, made)) }
  },
}

/** C1, L1. */
export const chainStep: CallKind<Call<'chain-step'>> = {
  build: (api, { netuid, step }) => stepCall(api, netuid, step),
  ...TAKES_NOTHING,
  whyHeld: ({ turn }, { head }) => (turn ? whyNotYet(turn, head) : null),
  weighsAs: ({ step }) => settingOf(step),
  words: ({ step, netuid }) => `${stepWords(step)} of subnet ${netuid}`,
  extrinsics: {},
  told: nothingMade,
}

/** L1. */
export const startCall: CallKind<Call<'start-call'>> = {
  build: (api, { netuid }) => starting(api, netuid),
  ...TAKES_NOTHING,
  words: ({ netuid }) => `start subnet ${netuid}`,
  extrinsics: { 'subtensorModule.startCall': ({ text }) => `start subnet ${text('netuid')}` },
  told: nothingMade,
}

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

function stepWords(step: ChainStep): string {
  switch (step.kind) {
    case 'mechanism-count':
      return `set ${step.count} mechanisms`
    case 'emission-split':
      return `set the emission split ${step.split.join(' : ')}`
    case 'hyperparameter':
      return `set ${step.name} to ${formatValue(step.name, step.value)}`
  }
}

export const starting = (api: ApiPromise, netuid: number): Extrinsic =>
  callOf(api, 'subtensorModule', 'startCall', netuid)
