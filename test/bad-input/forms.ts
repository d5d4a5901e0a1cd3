import { describe, expect, test } from 'vitest'
import { form, type House } from '../support/open-house.ts'

const TARGET = 'Funding target in TAO'
const LINK = 'Article link'

interface Case {
  readonly name: string
  readonly body: string
  /** What the sticky comment says. */
  readonly says: RegExp
}

const targets: readonly (readonly [string, RegExp])[] = [
  ['-50', /cannot be negative/],
  ['50.0000000001', /nine decimals/],
  ['0.5', /must lie between 20 TAO and/],
  ['99999999999999999999', /more than the 21,000,000 TAO/],
  ['5e1', /without an exponent/],
  ['1,000', /Commas, spaces and other separators/],
  ['NaN', /not a number/],
  ['٥٠', /digits 0 to 9/],
]

const links: readonly (readonly [string, RegExp])[] = [
  ['http://articles.test/good', /Only https links/],
  ['javascript:alert(1)', /Only https links/],
  ['https://localhost/admin', /does not take links to localhost|localhost/],
  ['https://127.0.0.1/', /127\.0\.0\.1/],
  ['https://0x7f000001/', /127\.0\.0\.1/],
  ['https://[::1]/', /::1/],
  ['https://169.254.169.254/latest/meta-data/', /169\.254\.169\.254/],
  ['https://metadata.google.internal/', /metadata\.google\.internal/],
  ['https://articles.test.attacker.example/good', /attacker\.example/],
  ['https://articles.test:8443/good', /port/],
  ['https://dana:secret@articles.test/good', /user name or password/],
]

const cases: readonly Case[] = [
  {
    name: 'a missing question',
    body: form({ [TARGET]: null }),
    says: /Funding target in TAO:\*\*.*is missing/,
  },
  { name: 'an empty answer', body: form({ [LINK]: '' }), says: /Article link:\*\* There is no answer/ },
  {
    name: 'what GitHub writes for no answer',
    body: form({ [LINK]: '_No response_' }),
    says: /Article link:\*\* There is no answer/,
  },
  {
    name: 'a question twice',
    body: `${form()}\n\n### ${TARGET}\n\n900`,
    says: /Funding target in TAO:\*\*.*is there 2 times/,
  },
  {
    name: 'questions inside a code fence that is left open',
    body: form({ 'Proposed solution': '```\nMaps' }),
    says: /Funding target in TAO:\*\*.*is missing.*left open/,
  },
  {
    name: 'an answer of 60,000 characters',
    body: form({ 'Proposed solution': 'm'.repeat(60_000) }),
    says: /Proposed solution:\*\* The answer has 60000 characters: shorten it to 15000/,
  },
  ...targets.map(([target, says]) => ({
    name: `a target of ${target}`,
    body: form({ [TARGET]: target }),
    says,
  })),
  ...links.map(([link, says]) => ({ name: `a link to ${link}`, body: form({ [LINK]: link }), says })),
]

export function badForms(of: () => House): void {
  describe('a form that is not filled in as it should be', () => {
    test.for(cases)('$name', async ({ name, body, says }) => {
      const { open, sticky, standing } = of()
      const before = await standing()
      const issue = await open('fay', name, body)
      expect(await sticky(issue, says)).toContain('This issue is not an idea yet')
      expect(await of().world.market.labels(issue)).toEqual([])
      expect(await standing()).toEqual(before)
    })

    test('all that is wrong is said at once, and a mended form is an idea', async () => {
      const { open, sticky, standing, editIssue, state } = of()
      const before = await standing()
      const issue = await open('fay', 'Two mistakes', form({ [TARGET]: '-1', [LINK]: null }))
      await sticky(issue, /Article link.*\n.*Funding target in TAO/)
      expect(await standing()).toEqual(before)
      await editIssue('fay', issue, form({ [TARGET]: '21' }))
      expect(await sticky(issue, /Maps are out of date/)).not.toContain('not an idea yet')
      expect((await state(issue)).phase).toBe('awaiting-deposit')
    })

    test('an edit that spoils an idea is told so, and the idea stays as it was', async () => {
      const { open, sticky, standing, editIssue, state } = of()
      const issue = await open('fay', 'Good at first', form())
      await sticky(issue, /The bill|Pay|deposit/)
      const { idea } = await state(issue)
      const before = await standing()
      await editIssue('fay', issue, form({ [TARGET]: '0.000000001' }))
      await sticky(issue, /must lie between 20 TAO/)
      expect((await state(issue)).idea).toEqual(idea)
      expect((await standing()).subnets).toBe(before.subnets)
      await editIssue('fay', issue, form())
      const mended = await sticky(issue, /^(?![\s\S]*must lie between)/)
      expect(mended).toContain('Maps are out of date')
    })

    test('an issue without the form is none of the App’s business', async () => {
      const { open, handled, standing, world } = of()
      const before = await standing()
      const issue = await open('fay', 'Hello', 'How do I write an idea?\n\n### Steps\n\nNone')
      await handled()
      expect(await world.market.appComments(issue)).toEqual([])
      expect(await standing()).toEqual(before)
    })

    test('mentions, Markdown, HTML, control and bidi characters in a title are inert in comment and page', async () => {
      const { open, sticky, state, world } = of()
      const hostile =
        '@everyone <img src=x onerror=alert(1)> [pay](https://attacker.example) </title><script>x</script> \u202egnp.exe\u202c \u0007 #1'
      const issue = await open('fay', hostile, form({ 'Problem title': hostile }))
      const comment = await sticky(issue, /everyone/)
      expect(comment).not.toMatch(/@everyone|<img|<script|\]\(https:\/\/attacker/)
      expect(hidden(comment)).toEqual([])
      expect(hidden((await state(issue)).idea?.terms.title ?? '')).toEqual([])
      const page = await (await fetch(`${world.app.url}/ideas/${issue}?tab=all`)).text()
      expect(page).toContain('everyone')
      expect(page).not.toMatch(/<img|<script|href="https:\/\/attacker/)
      expect(hidden(page)).toEqual([])
    })
  })
}

/** Characters that ring bells or turn text around. */
const hidden = (text: string): string[] =>
  [...text].filter((one) => /[\p{Cc}\u202a-\u202e]/u.test(one) && one !== '\n')
