import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ISubmittableResult } from '@polkadot/types/types'
import { expect, test, vi } from 'vitest'
import { pair, until } from '../../test/support/chain-world.ts'
import { tao } from '../../test/support/commands.ts'
import { type SilentProxy, startSilentProxy } from '../../test/support/silent-proxy.ts'
import { startSubtensor } from '../local/subtensor/node.ts'
import { registrationCost } from './registration-cost.ts'
import { openWallet } from './wallet.ts'

test('a node that accepts and never answers is left, with nothing open behind it', async () => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(
      socket
        .on('close', () => sockets.delete(socket))
        .on('error', () => undefined)
        .resume(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
  await expect(openWallet(url, 200)).rejects.toThrow(`No node answers at ${url}.`)
  await until('the connection is closed', () => sockets.size === 0, 2_000)
  server.close()
})

test('what is sent is final when it is told, with its fee; what fails says why; a call that is none is refused', async () => {
  const node = await startSubtensor({ seal: 50 })
  const wallet = await openWallet(node.url)
  const [alice, eve] = [pair('Alice'), pair('Eve')]
  const transfer = (amount: bigint) => wallet.api.tx.balances?.transferKeepAlive?.(eve.address, amount)
  const before = await wallet.balanceOf(eve.address)
  const own = await wallet.balanceOf(alice.address)
  const { fee } = await wallet.send(alice, transfer(tao(2)))
  expect(await wallet.balanceOf(eve.address)).toBe(before + tao(2))
  expect(await wallet.balanceOf(alice.address)).toBe(own - tao(2) - fee)
  await expect(wallet.send(alice, transfer(2n ** 63n))).rejects.toThrow('Arithmetic.Underflow')
  await expect(wallet.send(alice, undefined)).rejects.toThrow('does not have that call')
  await wallet.close()
  await node.stop()
})

/** Alice's remark by way of a proxy. `afterSigning` is called once it is signed, and before it is sent. What the library says of cuts is left out. */
async function remarking(afterSigning: (proxy: SilentProxy) => void = () => undefined) {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const node = await startSubtensor({ seal: 'manual' })
  const proxy = await startSilentProxy(node.url)
  const wallet = await openWallet(proxy.url, 300)
  const extrinsic = wallet.api.tx.system?.remark?.('0x00')
  if (!extrinsic) throw new Error('no remark')
  const sign = extrinsic.signAsync.bind(extrinsic)
  const signing = vi.spyOn(extrinsic, 'signAsync').mockImplementation(async (...given) => {
    const signed = await sign(...given)
    afterSigning(proxy)
    return signed
  })
  /** The node says that it has it no more. */
  let drop: () => void = () => undefined
  const send = extrinsic.send.bind(extrinsic) as (told: (result: ISubmittableResult) => void) => unknown
  vi.spyOn(extrinsic, 'send').mockImplementation(((told: (result: ISubmittableResult) => void) => {
    drop = () => told({ isError: true, status: { isInvalid: false, type: 'Dropped' } } as ISubmittableResult)
    return send(told)
  }) as never)
  const sent = wallet.send(pair('Alice'), extrinsic)
  sent.catch(() => undefined)
  let sealing: NodeJS.Timeout | undefined
  const seal = () => {
    sealing = setInterval(() => node.control.createBlocks(), 50)
  }
  const own = await openWallet(node.url)
  /** It was signed once, and carried out so often. */
  const carriedOut = async () => {
    expect(signing).toHaveBeenCalledTimes(1)
    return (await own.api.rpc.system.accountNextIndex(pair('Alice').address)).toNumber()
  }
  const isInPool = async () => (await own.api.rpc.author.pendingExtrinsics()).length === 1
  const close = async () => {
    clearInterval(sealing)
    await own.close()
    await wallet.close().catch(() => undefined)
    await proxy.stop()
    await node.stop()
    quiet.mockRestore()
  }
  return { proxy, wallet, extrinsic, sent, seal, carriedOut, isInPool, drop: () => drop(), close }
}

test('a node that is silent on an open connection is left, and what became of the extrinsic is looked up', async () => {
  const { proxy, extrinsic, sent, seal, carriedOut, isInPool, wallet, close } = await remarking()
  await until('it is in the pool', isInPool)
  await sleep(100)
  proxy.silence()
  seal()
  const { hash, fee, events } = await sent
  expect(hash).toBe(extrinsic.hash.toHex())
  expect(fee).toBeGreaterThan(0n)
  expect(events.map(({ event }) => event.method)).toContain('ExtrinsicSuccess')
  expect(await carriedOut()).toBe(1)
  expect(await wallet.balanceOf(pair('Alice').address), 'the wallet asks on').toBeGreaterThan(0n)
  await close()
})

test('what never reached the node, for the connection was cut, is sent again as it was signed', async () => {
  const { sent, seal, carriedOut, close } = await remarking((proxy) => proxy.cut())
  seal()
  await sent
  expect(await carriedOut()).toBe(1)
  await close()
})

test('what a node lets go of, and another puts into a block later, is looked up and not signed twice', async () => {
  const { sent, seal, carriedOut, isInPool, drop, close } = await remarking()
  await until('it is in the pool', isInPool)
  drop()
  await sleep(100)
  seal()
  const { events } = await sent
  expect(events.map(({ event }) => event.method)).toContain('ExtrinsicSuccess')
  expect(await carriedOut()).toBe(1)
  await close()
})

test('a node that is silent for good ends the wait, and the person is told by which hash to look', async () => {
  const { extrinsic, sent, proxy, close } = await remarking((way) => way.silence('later ones too'))
  const { message } = await sent.then(
    () => new Error('it was final'),
    (error: Error) => error,
  )
  expect(message).toBe(
    `The connection to ${proxy.url} was silent before the extrinsic ${extrinsic.hash.toHex()} was final. It may be in a block: look there before you run this again.`,
  )
  await close()
})

test('a wallet signs on and asks on when the runtime is upgraded while it is open', async () => {
  const node = await startSubtensor({ seal: 50 })
  const wallet = await openWallet(node.url)
  const remark = () => wallet.send(pair('Alice'), wallet.api.tx.system?.remarkWithEvent?.('0x00'))
  const cost = () => registrationCost({ api: () => wallet.api, request: wallet.request })
  await remark()
  const before = await cost()
  node.control.upgrade(475)
  await until('the client has it', () => wallet.api.runtimeVersion.specVersion.toNumber() === 475)
  expect((await remark()).fee).toBeGreaterThan(0n)
  expect(await cost()).toBe(before)
  await wallet.close()
  await node.stop()
})
