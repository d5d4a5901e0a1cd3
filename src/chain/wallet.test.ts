import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, test, vi } from 'vitest'
import { pair, until } from '../../test/support/chain-world.ts'
import { tao } from '../../test/support/commands.ts'
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

test('a connection that is cut while an extrinsic waits ends the wait, and says what to do', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const node = await startSubtensor({ seal: 'manual' })
  const wallet = await openWallet(node.url)
  const sent = wallet.send(pair('Alice'), wallet.api.tx.system?.remark?.('0x00'))
  await until('it is in the pool', async () => (await wallet.api.rpc.author.pendingExtrinsics()).length === 1)
  const [pending] = await wallet.api.rpc.author.pendingExtrinsics()
  node.control.dropConnections()
  await expect(sent).rejects.toThrow(
    `The connection to ${node.url} was cut before the extrinsic ${pending?.hash.toHex()} was final. It may be in a block: look there before you run this again.`,
  )
  await wallet.close()
  await node.stop()
  quiet.mockRestore()
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
