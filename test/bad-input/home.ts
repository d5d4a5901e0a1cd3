import { beforeAll, describe, expect, test } from 'vitest'
import { kernelsBy } from '../../src/local/story/mining/architectures.ts'
import { RAO_PER_TAO, rao } from '../../src/mechanisms/money.ts'
import { type House, patiently } from '../support/open-house.ts'
import { openYard, type Yard } from '../support/open-yard.ts'
import { badHeads } from './heads.ts'

const HOSTILE =
  '@everyone <img src=x onerror=alert(1)> [pay](https://attacker.example) | ``` \u202egnp.exe\u202c #1'

/** Text with a score in it that is not given. */
const talk: readonly string[] = [
  '```\n/score 80\n```',
  '    /score 80',
  '> /score 80',
  'I would /score 80',
  'I would `/score 80`',
]

const DOUBTFUL = /Here it may only be talked about\. If you meant it, write it in a new comment/

/** On a good proposal of mia's, in the first round: who says what, and what is answered. Vera is a validator. */
const refused: readonly (readonly [string, string, RegExp])[] = [
  ['vera', '/score', /Say after it how good the proposal is/],
  ['vera', '/score 101', /`101` is not a whole number from 0 to 100/],
  ['vera', '/score -1', /`-1` is not a whole number/],
  ['vera', '/score 1.5', /`1\.5` is not a whole number/],
  ['vera', '/score 1e2', /`1e2` is not a whole number/],
  ['vera', '/score 0x10', /`0x10` is not a whole number/],
  ['vera', '/score 99999999999999999999', /is not a whole number/],
  ['vera', '/score ８０', /`８０` is not a whole number/],
  ['vera', '/score `@everyone`', /`@everyone` is not a whole number/],
  ['vera', '/score 80 90', /One number is enough/],
  ['vera', '/score 80 correctness=90', /`80` is not a criterion/],
  ['vera', '/score correctness=', /Nothing is not a whole number/],
  ['vera', '/score =80', /`=80` is not a criterion/],
  ['vera', '/score correctness=80 Correctness=70', /`correctness` is scored twice/],
  ['vera', '/score correctness=80 incentives=70', /The criterion `evidence` has no score/],
  ['vera', '/score correctness=1 incentives=2 evidence=3 beauty=4', /There is no criterion `beauty`/],
  ['vera', '/score __proto__=1 correctness=1', /`__proto__=1` is not a criterion/],
  ['viktor', '/score 80', /You have no vote here/],
  ['mia', '/score 100', /This proposal is your own/],
  ['mia', '/guarantee', /Only the miner whom the last round invited/],
  ['milo', '/guarantee 10', /Only the miner whom the last round invited/],
  ['mia', '/decline', /Only the miner whom the last round invited/],
  ['mia', '/challenge It is wrong.', /write it on the issue of an idea/],
  ['vera', '/fork ~~Maps~~', /A name begins with a letter or digit/],
  ['vera', '/uphold', /write it on the issue of an idea or on an incident/],
  ['vera', '`/score 80` is what I would give', DOUBTFUL],
  ['vera', '- [ ] /score 80', DOUBTFUL],
  ['vera', '`/score 101`', /`101` is not a whole number from 0 to 100/],
  ['vera', '- /score 101', /`101` is not a whole number from 0 to 100/],
  ['vera', '/scores 80', /There is no command `\/scores`/],
]

export function badHome(of: () => House): void {
  describe('in a subnet’s own repository', () => {
    let yard: Yard
    let good: { pull: number; head: string }
    let winner: number

    beforeAll(async () => {
      yard = await openYard(of(), rao(50n * RAO_PER_TAO))
      good = await yard.propose('mia', HOSTILE, 'mine', kernelsBy('mia'))
      expect(await yard.checkOf(good.head)).toMatchObject({ conclusion: 'success', annotations: [] })
    }, 60_000)

    test('hostile title: inert in thread and page', async () => {
      const { world } = of()
      const thread = await of().sticky(yard.issue, /everyone/)
      expect(thread).not.toMatch(/@everyone|<img|\]\(https:\/\/attacker|\u202e/)
      const page = await (await fetch(`${world.app.url}/ideas/${yard.issue}?tab=all`)).text()
      expect(page).not.toMatch(/<img|href="https:\/\/attacker|\u202e/)
    })

    test('scores and answers that are none: each is told why, and nothing else changes', async () => {
      const before = await of().standing()
      const said = await Promise.all(
        refused.map(async ([login, text, says]) => {
          return { text, says, comment: await yard.say(login, good.pull, text) }
        }),
      )
      const silent = await Promise.all(talk.map((text) => yard.say('vera', good.pull, text)))
      const edited = await yard.say('vera', good.pull, 'Nothing.')
      await yard.editComment('vera', edited, '/score 80')
      for (const { text, says, comment } of said)
        expect(await yard.answerTo(good.pull, comment), text).toMatch(says)
      expect(await yard.answerTo(good.pull, `comment-edit:${edited}`)).toMatch(/edits are not carried out/)
      await of().handled()
      for (const comment of silent) expect(await of().hasAnswer(comment)).toBe(false)
      expect(await of().standing()).toEqual(before)
    })

    test('a score that a bot writes, or an App in a validator’s name, is none', async () => {
      const { world, standing, handled, hasAnswer, deliver } = of()
      const before = await standing()
      const vera = { login: 'vera', id: world.github.users.vera ?? 0, type: 'User' }
      const bot = { login: 'helper[bot]', id: 778, type: 'Bot' }
      for (const [id, user, via] of [
        [900_001, bot, null],
        [900_002, vera, { id: 5 }],
      ] as const) {
        const payload = await scoreBy(user, id, via)
        expect((await deliver(JSON.stringify(payload))).status).toBe(202)
        await handled()
        expect(await hasAnswer(id)).toBe(false)
      }
      expect(await standing()).toEqual(before)
    })

    test('commands of a home mean nothing on an idea’s issue', async () => {
      const { say, answerTo, standing } = of()
      const before = await standing()
      const comments = ['/score 80', '/guarantee', '/decline'].map((text) => say('vera', yard.issue, text))
      for (const comment of await Promise.all(comments))
        expect(await answerTo(yard.issue, comment)).toMatch(/write it on a pull request in a subnet’s/)
      expect(await standing()).toEqual(before)
    })

    test('an incident where nothing is on probation is told so; without the label, or elsewhere, it is talk', async () => {
      const { standing, handled, hasAnswer, world, open } = of()
      const before = await standing()
      const incident = await yard.openIssue('fay', 'It is down', ['incident'])
      const talked = await yard.openIssue('fay', 'Is it down?', [])
      const elsewhere = await open('fay', 'incident', 'It is down.')
      expect(await yard.answerTo(incident.number, -incident.id)).toMatch(/No probation is running here/)
      const score = await yard.say('vera', talked.number, '/score 80')
      expect(await yard.answerTo(talked.number, score)).toMatch(/write it on a pull request/)
      const vote = await yard.say('vera', incident.number, '/uphold')
      expect(await yard.answerTo(incident.number, vote)).toMatch(/nothing to vote on/)
      await handled()
      expect(await hasAnswer(-talked.id)).toBe(false)
      expect(await world.market.appComments(elsewhere)).toEqual([])
      expect(await standing()).toEqual(before)
    })

    badHeads(of, () => yard)

    test('an invitation is answered by whom it is for, with a linked wallet, and by nobody else', async () => {
      const { jump, standing } = of()
      const finn = await yard.propose('finn', 'Better', 'better', kernelsBy('nora'))
      await yard.checkOf(finn.head)
      await yard.say('vera', finn.pull, '/score 90')
      const round = await patiently('the score', async () => {
        const state = await yard.state()
        return state.scores[finn.pull] ? state.rounds.at(-1) : undefined
      })
      await jump(round?.closesAt ?? 0)
      await patiently('an invitation', async () =>
        (await yard.state()).rounds.at(-1)?.invitation?.miner.login === 'finn' ? true : undefined,
      )
      const before = await standing()
      const cases = [
        ['mia', finn.pull, '/guarantee', /Only the miner whom the last round invited/],
        ['mia', good.pull, '/guarantee', /Only the miner whom the last round invited/],
        ['milo', finn.pull, '/decline', /Only the miner whom the last round invited/],
        ['finn', good.pull, '/guarantee', /Only the miner whom the last round invited/],
        ['finn', finn.pull, '/guarantee', /No wallet is linked to your account yet/],
      ] as const
      for (const [login, pull, text, says] of cases) {
        const comment = await yard.say(login, pull, text)
        expect(await yard.answerTo(pull, comment), `${login}: ${text}`).toMatch(says)
      }
      expect(await standing()).toEqual(before)
      winner = finn.pull
    })

    test('an incident on probation is opened by a linked account, and not by the guarantor', async () => {
      const { world, handled, jump, standing } = of()
      await world.market.link('finn', yard.issue)
      await handled()
      await yard.say('finn', winner, '/guarantee')
      const bill = await patiently('the bill of the guarantee', async () => {
        return (await yard.state()).rounds.at(-1)?.invitation?.bill ?? undefined
      })
      await yard.pay('finn', bill.callHex)
      const startsAt = await patiently(
        'the preparation',
        async () => (await yard.state()).launch?.startsAt ?? undefined,
        40_000,
      )
      await jump(startsAt)
      await patiently('the probation', async () => (await yard.state()).probation ?? undefined, 40_000)
      const late = await yard.say('finn', winner, '/decline')
      expect(await yard.answerTo(winner, late)).toMatch(/The guarantee of this proposal is paid already/)
      const before = await standing()
      for (const [login, says] of [
        ['milo', /No wallet is linked to your account yet/],
        ['finn', /You guarantee for this subnet/],
      ] as const) {
        const incident = await yard.openIssue(login, `Down, says ${login}`, ['incident'])
        expect(await yard.answerTo(incident.number, -incident.id)).toMatch(says)
      }
      expect(await standing()).toEqual(before)
    })

    async function scoreBy(
      user: { login: string; id: number; type: string },
      id: number,
      via: object | null,
    ) {
      const { installationId } = of().world.github.app
      const { home } = await yard.state()
      const { owner = '', name = '', id: repositoryId = 0 } = home?.repository ?? {}
      const at = '2026-01-01T00:00:00Z'
      const issue = { id: 1, number: good.pull, title: 'T', body: '', user, created_at: at, updated_at: at }
      return {
        action: 'created',
        installation: { id: installationId },
        repository: { id: repositoryId, name, owner: { login: owner } },
        issue: { ...issue, pull_request: {} },
        comment: { id, body: '/score 80', user, created_at: at, performed_via_github_app: via },
        sender: user,
      }
    }
  })
}
