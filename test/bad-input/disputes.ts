import { describe, expect, test } from 'vitest'
import { type House, patiently } from '../support/open-house.ts'

export function badVotes(of: () => House, issueOf: () => number): void {
  describe('disputes', () => {
    const refuses = (login: string, text: string, says: RegExp) => async () => {
      const before = await of().standing()
      const comment = await of().say(login, issueOf(), text)
      expect(await of().answerTo(issueOf(), comment)).toMatch(says)
      expect(await of().standing()).toEqual(before)
    }

    test('/uphold where nobody has challenged', refuses('vera', '/uphold', /nothing to vote on/))
    test('/challenge by somebody who is not linked', refuses('finn', '/challenge No.', /No wallet is linked/))
    test('/challenge by the discoverer', refuses('dana', '/challenge No.', /You proposed this idea/))
    test(
      '/fork of an idea that is not open for funding',
      refuses('mia', '/fork Maps', /once it is open for funding/),
    )
    test('/challenge without a reason', refuses('mia', '/challenge', /Say after the command/))
    test(
      '/challenge with a reason of 2,000 characters',
      refuses('mia', `/challenge ${'x'.repeat(2_000)}`, /1000 characters/),
    )

    test('a challenge is opened', async () => {
      const comment = await of().say('mia', issueOf(), '/challenge The article does not exist.')
      await of().handled()
      expect(await of().hasAnswer(comment)).toBe(true)
      expect((await of().state(issueOf())).disputes).toHaveLength(1)
    })

    test(
      'a second challenge while it is open',
      refuses('mia', '/challenge Again.', /A challenge is open already/),
    )
    test(
      '/uphold by somebody who is no validator',
      refuses('mia', '/uphold', /at least 1,000 TAO of stake; yours has 0 TAO/),
    )
    test('/uphold by the discoverer', refuses('dana', '/uphold', /You proposed this idea/))
    test('/uphold by somebody who is not linked', refuses('finn', '/uphold', /and you have linked none/))

    test('/uphold after the end', async () => {
      await of().jump((await of().state(issueOf())).disputes[0]?.closesAt ?? 0)
      await patiently('the end of the vote', async () =>
        (await of().state(issueOf())).disputes[0]?.verdict === 'no-quorum' ? true : undefined,
      )
      await refuses('vera', '/uphold', /nothing to vote on|The vote ended/)()
    })
  })
}
