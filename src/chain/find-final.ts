import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiPromise } from '@polkadot/api'
import type { DispatchError, EventRecord } from '@polkadot/types/interfaces'
import { type Receipt, receiptOf, type Signed } from './sign-once.ts'
import { CutOff, finalizedNumber, STILL } from './until-final.ts'

interface Looking {
  readonly api: ApiPromise
  /** Milliseconds that an answer may take. */
  readonly patience: number
}

/**
 * Looks an extrinsic up in the finalized blocks since it was signed. The same bytes are sent again, for the node may have never had them.
 * Throws where the chain can take it no more, and `CutOff` where the node is lost again.
 */
export async function findFinal({ api, patience }: Looking, signed: Signed): Promise<Receipt> {
  await api.rpc.author.submitExtrinsic(signed.extrinsic).catch(() => undefined)
  let moved = Date.now()
  for (let next = signed.since + 1; ; ) {
    const head = await asked(finalizedNumber(api))
    if (head >= next) moved = Date.now()
    for (; next <= Math.min(head, signed.death); next++) {
      const found = await asked(foundIn(api, next, signed.hash))
      if (found) return receiptOf(signed.hash, found)
    }
    if (head >= signed.death)
      throw new Error(
        `The extrinsic ${signed.hash} is in no block, and the chain takes it no more: nothing happened. Run this again.`,
      )
    if (Date.now() - moved > STILL * patience) throw new CutOff('told of no new block')
    await sleep(patience / 10)
  }
}

const asked = <Answer>(question: Promise<Answer>): Promise<Answer> =>
  question.catch((cause) => {
    throw new CutOff('was silent', { cause })
  })

async function foundIn(api: ApiPromise, block: number, hash: string) {
  const blockHash = await api.rpc.chain.getBlockHash(block)
  const { extrinsics } = (await api.rpc.chain.getBlock(blockHash)).block
  const place = extrinsics.findIndex((one) => one.hash.toHex() === hash)
  if (place === -1) return null
  const at = await api.at(blockHash)
  const all = (await at.query.system?.events?.()) as unknown as readonly EventRecord[]
  const events = all.filter(
    ({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.toNumber() === place,
  )
  const failed = events.find(({ event }) => event.section === 'system' && event.method === 'ExtrinsicFailed')
  return { events, dispatchError: failed?.event.data[0] as DispatchError | undefined }
}
