import { expect, test } from 'vitest'
import { withHabits } from './habits.ts'

test.each([
  ['crowd contribute 1 --amount 2.5 --no-prompt', 'contribute 1 --amount-tao 2.5 --yes'],
  ['crowdloan withdraw 1 --wallet.name nell', 'withdraw 1 --wallet nell'],
  ['pay 1 --wallet-name=nell --network test', 'pay 1 --wallet=nell --node test'],
  ['buy 2 --amount=5 --subtensor.chain_endpoint ws://x', 'buy 2 --amount-alpha=5 --node ws://x'],
  ['subnets list --json-output', 'subnets --json'],
  ['subnets --json', 'subnets --json'],
  ['s list', 'subnets'],
  ['evidence a --network test', 'evidence a --network test'],
  ['crowd constructor', 'crowd constructor'],
  ['constructor list', 'constructor list'],
  ['pay 1 --constructor', 'pay 1 --constructor'],
  ['--help', '--help'],
  ['', ''],
])('`btcli %s` is `tributary %s`', (typed, meant) => {
  expect(withHabits(typed.split(' ').filter(Boolean)).join(' ')).toBe(meant)
})
