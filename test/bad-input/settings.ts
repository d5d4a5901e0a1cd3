import { Octokit } from '@octokit/rest'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/ledger/configs.ts'
import { type House, patiently } from '../support/open-house.ts'

const bomb = [
  'a: &a [x, x]',
  ...'bcdefghi'.split('').map((name, n) => `${name}: &${name} [*${'abcdefgh'[n]}, *${'abcdefgh'[n]}]`),
]

const cases: readonly (readonly [string, string, number, RegExp])[] = [
  ['a bomb of aliases', bomb.join('\n'), 1, /Anchors/],
  ['an anchor', 'idea:\n  fee: &fee 0.2\n  collateral: *fee\n', 2, /Anchors/],
  ['a tag', 'idea:\n  fee: !!js/function "x"\n', 2, /Tags|not valid/],
  ['an unknown setting', 'idea:\n  fee: 0.2\n  colateral: 1\n', 3, /colateral/],
  ['a negative amount', 'idea:\n  fee: -1\n', 2, /negative/],
  ['a setting twice', 'idea:\n  fee: 1\n  fee: 2\n', 3, /set twice/],
  ['a bracket that is not closed', 'idea: [\n', 2, /bracket is not closed|Something is missing/],
]

interface Annotation {
  readonly start_line: number
  readonly message: string | null
}

export function badSettings(of: () => House): void {
  describe('settings', () => {
    test.for(cases)('%s: the check run names the line', async ([, yaml, line, says]) => {
      const { world, push, standing } = of()
      const { queries } = world.app.ledger
      const [before, config] = [await standing(), await readConfig(queries, world.github.market.id)]
      const annotations = await annotationsOn(world, await push(yaml))
      expect(annotations[0]?.start_line).toBe(line)
      expect(`${annotations.map(({ message }) => message)}`).toMatch(says)
      expect(await readConfig(queries, world.github.market.id)).toEqual(config)
      expect(await standing()).toEqual(before)
    })
  })
}

async function annotationsOn({ github }: House['world'], ref: string): Promise<readonly Annotation[]> {
  const { owner, repo } = github.market
  const { checks } = new Octokit({ baseUrl: github.url, auth: github.tokens.ops })
  const run = await patiently('a check run', async () => {
    const { data } = await checks.listForRef({ owner, repo, ref })
    return data.check_runs.find(({ name }) => name === 'tributary/config')
  })
  expect(run.conclusion).toBe('failure')
  return (await checks.listAnnotations({ owner, repo, check_run_id: run.id })).data
}
