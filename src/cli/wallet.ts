import { u8aToHex } from '@polkadot/util'
import { encodeAddress } from '@polkadot/util-crypto'
import { Command } from 'commander'
import { loadKey } from '../chain/keystore.ts'
import { SS58_PREFIX } from '../chain/pots.ts'
import { openWallet, type Wallet } from '../chain/wallet.ts'
import { linkMessage } from '../handlers/account/link-signature.ts'
import { type BillContents, decodeBill } from '../handlers/bills.ts'
import { parseTao } from '../handlers/kit/parse/amount.ts'
import { formatTao } from '../mechanisms/money.ts'
import { readCustody, refuseImpostor, refuseStranger } from './custody.ts'
import { raisingFor, refuseFinalized } from './loan.ts'
import { oneLine, say } from './output.ts'

interface Options {
  readonly explorer: string
  readonly node: string
  readonly repository?: string
  /** SS58 of the treasury that the person knows. */
  readonly treasury?: string
}

/** What a person does with their own key: link it, pay a bill, contribute to an idea or take it out again. */
export function walletCommands(): Command[] {
  return [link(), pay(), contribute(), withdraw()]
}

export const KEY_HELP = `
The key is read from TRIBUTARY_KEYSTORE with TRIBUTARY_KEYSTORE_PASSWORD (a keystore file), or from TRIBUTARY_KEY
(a mnemonic or URI). It never leaves this machine.`

const onIdea = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .argument('<issue>', 'the number of the idea’s issue')
    .option(
      '--explorer <url>',
      'the explorer of the App',
      process.env.TRIBUTARY_EXPLORER ?? 'http://127.0.0.1:3000',
    )
    .option('--node <url>', 'a Subtensor node', process.env.SUBTENSOR_ENDPOINT ?? 'ws://127.0.0.1:9944')
    .option('--repository <owner/name>', 'where several repositories have an idea with this number')
    .option('--treasury <address>', 'refuse another treasury than this one', process.env.TRIBUTARY_TREASURY)
    .addHelpText('after', KEY_HELP)

function link(): Command {
  return new Command('link')
    .description('Prints the comment that ties your GitHub account to your coldkey.')
    .argument('<user id>', 'your numeric id: `curl https://api.github.com/users/<login>` shows it')
    .addHelpText('after', KEY_HELP)
    .action(async (user: string) => {
      if (!/^[1-9]\d{0,15}$/.test(user)) throw new Error('The user id is a number, not the login.')
      const pair = await loadKey(process.env)
      const signature = u8aToHex(pair.sign(linkMessage(Number(user), pair.address)))
      say(`/link ${pair.address} ${signature}`)
    })
}

function pay(): Command {
  return onIdea(
    'pay',
    'Pays the bill of an idea, or of the guarantee that its round’s winner accepted: one extrinsic.',
  ).action(async (issue: string, options: Options) => {
    const idea = await readIdea(issue, options)
    const due = dueBill(idea)
    if (!due) throw new Error(`Idea #${issue} has no bill to pay: it is ${oneLine(idea.phase)}.`)
    const custody = await readCustody(options.explorer)
    await spend(options, async (wallet, payer) => {
      await refuseImpostor(wallet, custody, options.treasury)
      if (due.into !== null) refuseStranger(due.into, custody)
      say(explain(decodeBill({ api: () => wallet.api }, due.callHex), { due, issue, payer }))
      const call = wallet.api.registry.createType('Call', due.callHex)
      return wallet.api.tx[call.section]?.[call.method]?.(...call.args)
    })
  })
}

interface DueBill {
  readonly kind: BillContents['kind']
  readonly callHex: string
  /** SS58 of the account that it must pay. */
  readonly into: string | null
  /** How the remark of a guarantee must end; empty for an idea. */
  readonly names: string
  /** Who alone may pay, SS58; null where the rules look for the discoverer's coldkey. */
  readonly coldkey: string | null
}

/** The bill that is to be paid now: the guarantee's while its miner is invited, the idea's before it is paid. */
function dueBill({ phase, bill, escrow, rounds = [] }: ApiIdea): DueBill | null {
  const { stage, number, invitation } = rounds.at(-1) ?? {}
  if (stage === 'invited' && invitation?.bill) {
    const { bill: guarantee, head, coldkey } = invitation
    const names = `${number}:${head}`
    return { kind: 'guarantee', callHex: guarantee.call_hex, into: escrow, names, coldkey }
  }
  return phase === 'awaiting-deposit' && bill
    ? { kind: 'idea', callHex: bill.call_hex, into: bill.into ?? escrow, names: '', coldkey: null }
    : null
}

interface Paying {
  readonly due: DueBill
  readonly issue: string
  readonly payer: string
}

/** What the bill pays, in words. Throws where it is not the one that is due. */
function explain(bill: BillContents, { due, issue, payer }: Paying): string {
  if (bill.into !== due.into) throw new Error('The bill pays another account than it says.')
  const [, , , , named, ...rest] = bill.remark.split(':')
  if (bill.kind !== due.kind || named !== issue || (due.names !== '' && rest.join(':') !== due.names)) {
    throw new Error('The bill names something else than what is due: do not sign it.')
  }
  if (due.coldkey !== null && due.coldkey !== payer) {
    throw new Error(`${due.coldkey} accepted the invitation: what ${payer} pays would only go back.`)
  }
  const collateral = `a collateral of ${formatTao(bill.collateral)} to ${bill.into}`
  return bill.kind === 'idea'
    ? `Paying a fee of ${formatTao(bill.fee)} and ${collateral}`
    : `Guaranteeing ${due.names.split(':').at(-1)}: paying ${collateral}`
}

function contribute(): Command {
  return onIdea('contribute', 'Contributes to the crowdloan of an idea.')
    .argument('<TAO>', 'how much, for example 12.5')
    .action(async (issue: string, amount: string, options: Options) => {
      const rao = parseTao(amount)
      if (!rao.ok) throw new Error(rao.reason)
      if (rao.value === 0n) throw new Error('Nothing to contribute: name more than 0 TAO.')
      const { loan, treasury } = await loanOf(issue, options)
      const custody = await readCustody(options.explorer)
      say(`Contributing ${formatTao(rao.value)} to crowdloan ${loan}`)
      await spend(options, async ({ api }) => {
        await refuseImpostor({ api }, custody, options.treasury)
        const found = await refuseFinalized(api, loan)
        if (found) say(raisingFor(loan, found, treasury, custody))
        return api.tx.crowdloan?.contribute?.(loan, rao.value)
      })
    })
}

function withdraw(): Command {
  return onIdea('withdraw', 'Takes your contribution out of the crowdloan of an idea again.').action(
    async (issue: string, options: Options) => {
      const { loan } = await loanOf(issue, options)
      say(`Withdrawing from crowdloan ${loan}`)
      await spend(options, async ({ api }) => {
        await refuseFinalized(api, loan)
        return api.tx.crowdloan?.withdraw?.(loan)
      })
    },
  )
}

interface ApiBill {
  readonly call_hex: string
  /** SS58; bills of ideas that were opened with an escrow do not say it. */
  readonly into?: string
}

interface ApiIdea {
  readonly phase: string
  /** Null until the deposit is paid. */
  readonly escrow: string | null
  /** The raise goes to it; null like the escrow. */
  readonly treasury?: string | null
  readonly bill: ApiBill | null
  readonly loan: { readonly id: number } | null
  /** The last is the present one. */
  readonly rounds?: readonly {
    readonly number: number
    readonly stage: string
    readonly invitation: {
      readonly head: string
      readonly coldkey: string | null
      readonly bill: ApiBill | null
    } | null
  }[]
}

async function readIdea(issue: string, { explorer, repository }: Options): Promise<ApiIdea> {
  if (!/^[1-9]\d{0,9}$/.test(issue)) throw new Error('Name the idea by the number of its issue.')
  const query = repository ? `?repository=${encodeURIComponent(repository)}` : ''
  const answer = await fetch(`${explorer.replace(/\/+$/, '')}/api/ideas/${issue}${query}`).catch(() => {
    throw new Error(`The explorer at ${explorer} cannot be reached: name another with --explorer.`)
  })
  const body: unknown = await answer.json().catch(() => {
    throw new Error(`What answers at ${explorer} is no explorer: name another with --explorer.`)
  })
  if (!answer.ok)
    throw new Error(`The explorer says: ${oneLine(String((body as { error?: unknown }).error))}.`)
  return body as ApiIdea
}

async function loanOf(
  issue: string,
  options: Options,
): Promise<{ readonly loan: number; readonly treasury: string | null }> {
  const { loan, phase, treasury = null } = await readIdea(issue, options)
  if (!loan) throw new Error(`Idea #${issue} has no crowdloan: it is ${oneLine(phase)}.`)
  return { loan: loan.id, treasury }
}

async function spend(
  { node }: Options,
  build: (
    wallet: Wallet,
    payer: string,
  ) => Parameters<Wallet['send']>[1] | Promise<Parameters<Wallet['send']>[1]>,
): Promise<void> {
  const pair = await loadKey(process.env)
  const wallet = await openWallet(node)
  try {
    const extrinsic = await build(wallet, encodeAddress(pair.address, SS58_PREFIX))
    say(`Signed by ${pair.address}; waiting until it is final…`)
    const { hash, fee } = await wallet.send(pair, extrinsic)
    say(`Final: extrinsic ${hash}, network fee ${formatTao(fee)}.`)
  } finally {
    await wallet.close()
  }
}
