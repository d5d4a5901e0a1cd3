import { Keyring } from '@polkadot/keyring'
import { expect, test, vi } from 'vitest'
import { developmentPair } from './accounts.ts'
import {
  connect,
  expectRefusals,
  freeBalance,
  include,
  names,
  outcome,
  request,
  startNode,
  tao,
} from './test-client.ts'

const alice = developmentPair('//Alice')
const bob = developmentPair('//Bob')

test('an ed25519 signature is as good as an sr25519 one', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  const pair = new Keyring({ type: 'ed25519' }).addFromUri('//Alice')
  await include(node, api, api.tx.balances.transferKeepAlive(pair.address, 10n * tao), alice)
  await include(node, api, api.tx.balances.transferKeepAlive(bob.address, 2n * tao), pair)
  expect(await freeBalance(api, bob.address)).toBe(1_000_002n * tao)
})

test('an ECDSA signature is refused, as it is not implemented', async () => {
  expectRefusals()
  const api = await connect((await startNode()).url)
  const pair = new Keyring({ type: 'ecdsa' }).addFromUri('//Alice')
  const sent = api.tx.balances.transferKeepAlive(bob.address, tao).signAndSend(pair)
  await expect(sent).rejects.toThrow('1010: Invalid Transaction: Transaction has a bad signature')
})

test('a nonce behind is outdated, one ahead waits for those before it', async () => {
  expectRefusals()
  const node = await startNode()
  const api = await connect(node.url)
  const give = (nonce: number) =>
    api.tx.balances.transferKeepAlive(bob.address, tao).signAsync(alice, { nonce })
  const statuses: string[] = []
  await (await give(2)).send(({ status }) => void statuses.push(status.type))
  await vi.waitFor(() => expect(statuses).toEqual(['Future']))
  await (await give(0)).send()
  node.control.createBlocks()
  expect(await freeBalance(api, bob.address)).toBe(1_000_001n * tao)
  const second = await give(1)
  await second.send()
  await vi.waitFor(() => expect(statuses).toEqual(['Future', 'Ready']))
  expect((await api.rpc.system.accountNextIndex(alice.address)).toNumber()).toBe(3)
  node.control.createBlocks()
  expect(await freeBalance(api, bob.address)).toBe(1_000_003n * tao)
  await expect(second.send()).rejects.toThrow('1012: Transaction is temporarily banned')
  const other = await api.tx.system.remark('0x01').signAsync(alice, { nonce: 1 })
  await expect(other.send()).rejects.toThrow('1010: Invalid Transaction: Transaction is outdated')
})

test('the same bytes twice are known, another call for the same nonce has too low a priority', async () => {
  expectRefusals()
  const api = await connect((await startNode()).url)
  const first = await api.tx.balances.transferKeepAlive(bob.address, tao).signAsync(alice, { nonce: 0 })
  await first.send()
  expect((await api.rpc.author.pendingExtrinsics()).map((pending) => pending.toHex())).toEqual([
    first.toHex(),
  ])
  await expect(first.send()).rejects.toThrow('1013: Transaction Already Imported')
  const second = await api.tx.system.remark('0x01').signAsync(alice, { nonce: 0, tip: tao })
  await expect(second.send()).rejects.toThrow('1014: Priority is too low')
})

test('a full pool takes nothing', async () => {
  expectRefusals()
  const node = await startNode()
  const api = await connect(node.url)
  const remark = await api.tx.system.remark('0x01').signAsync(alice)
  node.control.setPoolFull(true)
  await expect(remark.send()).rejects.toThrow('1016: Immediately Dropped')
  node.control.setPoolFull(false)
  expect((await remark.send()).toHex()).toBe(remark.hash.toHex())
})

test('a signature over anything else is bad', async () => {
  expectRefusals()
  const node = await startNode()
  const api = await connect(node.url)
  const right = {
    blockHash: api.genesisHash,
    genesisHash: api.genesisHash,
    runtimeVersion: { specVersion: 424, transactionVersion: 1 },
    nonce: 0,
  }
  const send = (options: object) => {
    const extrinsic = api.createType('Extrinsic', api.tx.system.remark('0x01').method)
    extrinsic.sign(alice, { ...right, ...options } as never)
    return api.rpc.author.submitExtrinsic(extrinsic)
  }
  const wrong = [
    { genesisHash: `0x${'01'.repeat(32)}` },
    { blockHash: `0x${'01'.repeat(32)}` },
    { runtimeVersion: { specVersion: 425, transactionVersion: 1 } },
    { runtimeVersion: { specVersion: 424, transactionVersion: 2 } },
  ]
  for (const options of wrong) {
    await expect(send(options)).rejects.toThrow('1010: Invalid Transaction: Transaction has a bad signature')
  }
  await expect(send({})).resolves.toBeDefined()
  const remark = () => api.tx.system.remark('0x01')
  const withMetadataHash = remark().signAsync(alice, {
    mode: 1,
    metadataHash: `0x${'02'.repeat(32)}`,
  } as never)
  await expect((await withMetadataHash).send()).rejects.toThrow('1011: Unknown Transaction Validity')
  await expect(request(api, 'author_submitExtrinsic', ['0x0c840000'])).rejects.toThrow(
    '1002: Verification Error',
  )
})

test('an account that does not exist, or cannot pay and live, pays no fee and sends nothing', async () => {
  expectRefusals()
  const node = await startNode()
  const api = await connect(node.url)
  const poor = developmentPair('//Poor')
  const remark = () => api.tx.system.remark('0x01').signAndSend(poor)
  await expect(remark()).rejects.toThrow('1010: Invalid Transaction: Inability to pay some fees')
  await include(node, api, api.tx.balances.transferKeepAlive(poor.address, 55_500n), alice)
  await expect(remark()).rejects.toThrow('1010: Invalid Transaction: Inability to pay some fees')
})

test('what was invalid is banned, and what waited behind its nonce leaves the pool and may come again', async () => {
  expectRefusals()
  const node = await startNode()
  const api = await connect(node.url)
  const poor = developmentPair('//Poor')
  const remark = await api.tx.system.remark('0x01').signAsync(poor, { nonce: 0 })
  await expect(remark.send()).rejects.toThrow('1010: Invalid Transaction: Inability to pay some fees')
  await include(node, api, api.tx.balances.transferKeepAlive(poor.address, tao), alice)
  await expect(remark.send()).rejects.toThrow('1012: Transaction is temporarily banned')

  const calls = [
    api.tx.balances.transferKeepAlive(bob.address, tao - 200_000n),
    api.tx.balances.transferKeepAlive(bob.address, 1_000n),
    api.tx.system.remark('0x02'),
  ]
  const signed = await Promise.all(calls.map((call, nonce) => call.signAsync(poor, { nonce })))
  const last: string[] = []
  for (const [n, each] of signed.entries())
    await each.send(({ status }) => {
      last[n] = status.type
    })
  node.control.createBlocks()
  await vi.waitFor(() => expect(last).toEqual(['Finalized', 'Invalid', 'Invalid']))
  await include(node, api, api.tx.balances.transferKeepAlive(poor.address, tao), alice)
  await expect(signed[1]?.send()).rejects.toThrow('1012: Transaction is temporarily banned')
  expect((await signed[2]?.send())?.toHex()).toBe(signed[2]?.hash.toHex())
})

test('mortal extrinsics die with their era', async () => {
  expectRefusals()
  const node = await startNode()
  const api = await connect(node.url)
  node.control.createBlocks(3)
  const header = await api.rpc.chain.getHeader()
  const options = { era: 4, blockHash: header.hash, nonce: 1 }
  const waiting = await api.tx.system
    .remark('0x01')
    .signAsync(alice, { ...options, era: eraAt(api, header, 4) })
  const statuses: string[] = []
  await waiting.send(({ status }) => void statuses.push(status.type))
  node.control.createBlocks(4)
  await vi.waitFor(() => expect(statuses).toEqual(['Future', 'Invalid']))
  const late = await api.tx.system
    .remark('0x02')
    .signAsync(alice, { ...options, nonce: 0, era: eraAt(api, header, 4) })
  await expect(late.send()).rejects.toThrow('1010: Invalid Transaction: Transaction has a bad signature')
  const immortal = await api.tx.system.remark('0x03').signAsync(alice, { era: 0 })
  await immortal.send()
  expect(names((await outcome(api, node.control.createBlocks(), immortal.hash.toHex())).events)).toContain(
    'system.ExtrinsicSuccess',
  )
})

test('a call that fails pays its fee and leaves nothing else', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  const before = await freeBalance(api, alice.address)
  const batch = api.tx.utility.batchAll([
    api.tx.balances.transferKeepAlive(bob.address, tao),
    api.tx.balances.transferKeepAlive(bob.address, before),
  ])
  const { events, fee } = await include(node, api, batch, alice)
  expect(names(events)).toEqual([
    'balances.Withdraw',
    'balances.Deposit',
    'balances.Deposit',
    'transactionPayment.TransactionFeePaid',
    'system.ExtrinsicFailed',
  ])
  expect(events.at(-1)?.event.data[0]?.toHuman()).toEqual({ Token: 'FundsUnavailable' })
  expect(await freeBalance(api, alice.address)).toBe(before - fee)
  expect(await freeBalance(api, bob.address)).toBe(1_000_000n * tao)
})

test('what a fee will be is what it is', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  const signed = await api.tx.utility
    .forceBatch([api.tx.balances.transferAll(bob.address, true), api.tx.system.remarkWithEvent('0x0102')])
    .signAsync(alice)
  const bytes = signed.toU8a()
  const info = await api.call.transactionPaymentApi.queryInfo(bytes, bytes.length)
  const details = await api.call.transactionPaymentApi.queryFeeDetails(bytes, bytes.length)
  const asked = (await api.rpc.payment.queryInfo.raw(signed.toHex())) as { partialFee: string }
  await signed.send()
  const { fee } = await outcome(api, node.control.createBlocks(), signed.hash.toHex())
  expect(info.partialFee.toBigInt()).toBe(fee)
  expect(BigInt(asked.partialFee)).toBe(fee)
  const { baseFee, lenFee, adjustedWeightFee } = details.inclusionFee.unwrap()
  expect([baseFee, lenFee, adjustedWeightFee].reduce((sum, part) => sum + part.toBigInt(), 0n)).toBe(fee)
})

function eraAt(
  api: Awaited<ReturnType<typeof connect>>,
  header: { number: { toNumber(): number } },
  period: number,
) {
  return api.createType('ExtrinsicEra', { current: header.number.toNumber(), period })
}
