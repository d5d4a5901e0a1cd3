import type { Network, NetworkEvents } from '../chain/network.ts'
import { blockJson, headerJson } from './blocks.ts'
import { optionalHexParam } from './params.ts'
import type { Method, Methods } from './server.ts'
import { unsubscribeMethod } from './subscriptions.ts'

export function chainMethods({ chain, events }: Network): Methods {
  const header: Method = (params) => {
    const block = chain.block(optionalHexParam(params, 0) ?? chain.best().hash)
    return block ? headerJson(block.header) : null
  }
  const subscribe =
    (notification: string, event: keyof NetworkEvents & ('imported' | 'best' | 'finalized')): Method =>
    (_params, session) =>
      session.subscribe(notification, (push) => {
        const current = event === 'finalized' ? chain.finalized() : chain.best()
        push(headerJson(current.header))
        const listener = (block: typeof current) => push(headerJson(block.header))
        events.on(event, listener)
        return () => events.off(event, listener)
      })
  const newHeads = subscribe('chain_newHead', 'best')
  return {
    chain_getHeader: header,
    chain_getBlock: (params) => {
      const block = chain.block(optionalHexParam(params, 0) ?? chain.best().hash)
      return block ? blockJson(block) : null
    },
    chain_getBlockHash: ([which]) => {
      if (which === undefined || which === null) return chain.best().hash
      if (Array.isArray(which)) return which.map((number) => chain.hashAt(Number(number)) ?? null)
      return chain.hashAt(Number(which)) ?? null
    },
    chain_getFinalizedHead: () => chain.finalized().hash,
    chain_subscribeNewHeads: newHeads,
    chain_subscribeNewHead: newHeads,
    chain_subscribeAllHeads: subscribe('chain_allHead', 'imported'),
    chain_subscribeFinalizedHeads: subscribe('chain_finalizedHead', 'finalized'),
    chain_unsubscribeNewHeads: unsubscribeMethod,
    chain_unsubscribeNewHead: unsubscribeMethod,
    chain_unsubscribeAllHeads: unsubscribeMethod,
    chain_unsubscribeFinalizedHeads: unsubscribeMethod,
  }
}
