import { describe, expect, test } from 'vitest'
import { linkMessage } from '../../src/handlers/account/link-signature.ts'
import { form, type House } from '../support/open-house.ts'

/** Text that is no command, or is not taken as one. */
const talk: readonly (readonly [string, string])[] = [
  ['in a code block', '```\n/help\n```'],
  ['indented as code', '    /help'],
  ['in inline code beside words', 'Say `/help`'],
  ['in a quote', '> /help'],
  ['in an HTML comment', '<!--\n/help\n-->'],
  ['in the middle of a line', 'Try /help here'],
  ['a path', '/usr/bin/env'],
]

/** However it is marked, it is a command that begins its line and is meant. */
const meant: readonly (readonly [string, string])[] = [
  ['in inline code', '`/status`'],
  ['in a list', '- /status'],
  ['with a full stop', '**/status**.'],
]

const DOUBTFUL = /Here it may only be talked about\. If you meant it, write it in a new comment/

/** By `fay`, who has linked nothing; on an issue that is no idea. */
const refused: readonly (readonly [string, RegExp])[] = [
  ['/HELP', /`\/challenge <reason>`/],
  ['/frobnicate now', /There is no command `\/frobnicate`/],
  ['/constructor', /There is no command `\/constructor`/],
  ['/buy', /this issue is no idea/],
  ['/buy 0', /more than 0 alpha/],
  ['/buy @all **1**', /That is not an amount: write a number of alpha/],
  ['/challenge', /Say after the command what is wrong/],
  ['/challenge It is wrong.', /There is no idea in this issue/],
  ['/reconcile', /Say which side is right: `\/reconcile repository` sets the chain/],
  ['/reconcile chain repository', /Say which side is right/],
  ['/reconcile __proto__', /Say which side is right/],
  ['/reconcile chain', /This subnet is not live/],
  ['/fork', /Say after the command what the fork is called/],
  ['/fork @everyone', /begins with a letter or digit/],
  ['/fork Maps <!-- of', /letters, digits, blanks and .*, and nothing else/],
  ['/fork https://evil.example', /and nothing else/],
  [`/fork ${'x'.repeat(81)}`, /longer than 80 characters/],
  ['/fork Maps of small farms', /There is no idea in this issue/],
  ['/fund', /The amount is missing/],
  ['/fund -5', /An amount cannot be negative/],
  ['/fund 1e9', /Write the amount out in digits/],
  ['/fund 100', /No round of funding can be opened now/],
  ['/uphold', /There is no idea in this issue/],
  ['/status', /no idea/],
  ['/link', /address and the signature/],
  ['/link 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', /address and the signature/],
  ['/link 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQX 0x00', /checksum is wrong/],
  ['/link 15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5 0x00', /written for Polkadot/],
  ['/link 0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d 0x00', /public key in hex/],
  ['/link dana 0x00', /not an SS58 address/],
  ['/link 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY 0xzz', /not a signature in hex/],
  ['/link 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY 0x00', /has 64 bytes, this one 1/],
  ['`/help` shows them all', DOUBTFUL],
  ['- /help shows them all', DOUBTFUL],
  ['- [ ] /help', DOUBTFUL],
  ['/ help', DOUBTFUL],
  ['/challenge @everyone <img src=x> **x**', /There is no idea in this issue/],
]

export function badCommands(of: () => House, issueOf: () => number): void {
  describe('commands', () => {
    test.for(talk)('%s is talk about a command', async ([, text]) => {
      const before = await of().standing()
      const comment = await of().say('fay', issueOf(), text)
      await of().handled()
      expect(await of().hasAnswer(comment)).toBe(false)
      expect(await of().standing()).toEqual(before)
    })

    test.for(meant)('%s is carried out', async ([, text]) => {
      const before = await of().standing()
      const comment = await of().say('fay', issueOf(), text)
      expect(await of().answerTo(issueOf(), comment)).toMatch(/no idea/)
      expect(await of().standing()).toEqual(before)
    })

    test.for(refused)('%s', async ([text, says]) => {
      const before = await of().standing()
      const comment = await of().say('fay', issueOf(), text)
      expect(await of().answerTo(issueOf(), comment)).toMatch(says)
      expect(await of().standing()).toEqual(before)
    })

    test('what is edited into a comment is told to be written anew, once, and not carried out', async () => {
      const before = await of().standing()
      const comment = await of().say('fay', issueOf(), 'Nothing.')
      for (const body of ['/help', '/help\n\n/status']) {
        await of().editComment('fay', comment, body)
        await of().handled()
      }
      const { market } = of().world
      const answers = (await market.appComments(issueOf())).filter((body) =>
        body.includes(`:comment-edit:${comment} `),
      )
      expect(answers).toHaveLength(1)
      expect(answers[0]).toMatch(/`\/help`.*edits are not carried out\. Write it in a new comment/s)
      expect(await of().standing()).toEqual(before)
    })

    test('what a bot writes is no command', async () => {
      const { world, handled, hasAnswer } = of()
      const { github } = world
      const payload = commentBy(github, { login: 'helper[bot]', id: 777, type: 'Bot' })
      expect((await of().deliver(JSON.stringify(payload))).status).toBe(202)
      await handled()
      expect(await hasAnswer(payload.comment.id)).toBe(false)
    })

    test('what an App writes in a person’s name is no command', async () => {
      const { world, handled, hasAnswer } = of()
      const payload = commentBy(world.github, { login: 'fay', id: world.github.users.fay ?? 0, type: 'User' })
      const through = { ...payload, comment: { ...payload.comment, performed_via_github_app: { id: 5 } } }
      expect((await of().deliver(JSON.stringify(through))).status).toBe(202)
      await handled()
      expect(await hasAnswer(payload.comment.id)).toBe(false)
    })

    test('more than ten commands: ten are carried out, and the answer says so', async () => {
      const comment = await of().say('fay', issueOf(), Array(12).fill('/uphold').join('\n'))
      expect(await of().answerTo(issueOf(), comment)).toMatch(/Only the first 10 commands/)
    })
  })

  describe('a signature to be linked', () => {
    const linkWith = async (login: string, message: (id: number, address: string) => string) => {
      const { world, say } = of()
      const address = world.wallets.addressOf('fay')
      const signature = world.wallets.signText('fay', message(world.github.users[login] ?? 0, address))
      return say('fay', issueOf(), `/link ${address} ${signature}`)
    }

    test('made for another user is worthless', async () => {
      const before = await of().standing()
      const comment = await linkWith('finn', linkMessage)
      expect(await of().answerTo(issueOf(), comment)).toMatch(/a signature made for another GitHub account/)
      expect(await of().standing()).toEqual(before)
    })

    test('holds bare, and with the <Bytes> of wallets around it; the same again is told so', async () => {
      const { standing, handled, hasAnswer, answerTo } = of()
      const before = await standing()
      const comment = await linkWith('fay', (id, address) => `<Bytes>${linkMessage(id, address)}</Bytes>`)
      await handled()
      expect(await hasAnswer(comment)).toBe(true)
      const linked = { ...before, events: (before.events ?? 0) + 1, links: (before.links ?? 0) + 1 }
      expect(await standing()).toEqual(linked)
      const again = await linkWith('fay', linkMessage)
      expect(await answerTo(issueOf(), again)).toMatch(/is linked to your account already/)
      // That it was said again is recorded: it stands against another that was written between.
      expect(await standing()).toEqual({ ...linked, events: linked.events + 1 })
    })
  })

  function commentBy(github: House['world']['github'], user: { login: string; id: number; type: string }) {
    const { owner, repo, id } = github.market
    const at = '2026-01-01T00:00:00Z'
    return {
      action: 'created',
      installation: { id: github.app.installationId },
      repository: { id, name: repo, owner: { login: owner } },
      issue: { id: 1, number: issueOf(), body: form(), user, created_at: at, updated_at: at },
      comment: { id: 900_000 + user.id, body: '/help', user, created_at: at },
      sender: user,
    }
  }
}
