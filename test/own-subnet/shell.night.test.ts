import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { preparation, shellSteps } from '../../src/local/story/own-subnet.ts'
import { openOwnWorld } from './world.ts'

test('what npm start prints for a shell leads to a live subnet, word for word', {
  timeout: 600_000,
}, async () => {
  const { github, subtensor, app, stop } = await openOwnWorld()
  onTestFinished(stop)
  const { owner, repo } = github.market
  const places = {
    github: github.url,
    explorer: app.url,
    node: subtensor.url,
    market: `${owner}/${repo}`,
    tokens: github.tokens,
  }
  const script = [preparation(places), ...shellSteps(github.users.nell ?? 0).map(({ run }) => run)].join('\n')
  const { stdout } = await promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', script])
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('live')
})
