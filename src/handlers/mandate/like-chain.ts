import type { GitHub } from '../../github/client.ts'
import { renderTemplate } from '../../github/template.ts'
import type { RepositoryPath } from '../kit/contents.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { makeBranch, pullFrom } from '../kit/own-branch.ts'
import { isSameNetwork } from '../launch/same-network.ts'
import { ARCHITECTURE } from '../proposal/paths.ts'
import { readSubnetFacts } from '../proposal/subnet-facts.ts'
import { defaultDesign } from './default-design.ts'
import { writtenLike } from './written.ts'

/** C1: opens the pull request that makes `architecture.yaml` say what the chain has, or finds the one that was opened. */
export const proposeLikeChain: ErrandRunner<'like-chain', 'github' | 'contents' | 'chain'> = async (
  { github, contents, chain },
  { home },
  { number, ...network },
  when,
) => {
  if (!home) return null
  const head = await chain.finalized()
  const { netuid } = network
  if (!(await isSameNetwork(chain, network, head)))
    return { type: 'SeeDissolution', netuid, block: head.number, ...when }
  const octokit = await github.asInstallation(home.installation)
  const at = { owner: home.repository.owner, repo: home.repository.name }
  const facts = await readSubnetFacts(chain, netuid, head)
  const { branch, commit, files, architecture } = await defaultDesign(octokit, contents, at, facts)
  const before = Buffer.from(files.get(ARCHITECTURE) ?? '').toString('utf8')
  // What cannot be read as an architecture cannot be written like the chain: a person has to mend it first.
  const { text, left } = architecture
    ? writtenLike(before, architecture, facts)
    : { text: before, left: [ARCHITECTURE] }
  const pull =
    text === before
      ? null
      : await propose(octokit, at, { branch, commit, number, text, block: head.number, left })
  return { type: 'ReportLikeChain', number, pull, left, ...when }
}

interface Proposing {
  readonly branch: string
  readonly commit: string
  readonly number: number
  readonly text: string
  readonly block: number
  readonly left: readonly string[]
}

/** Done again after a crash it finds what it did: the branch has its name, and one pull request comes from it. */
async function propose(octokit: GitHub, at: RepositoryPath, proposing: Proposing): Promise<number> {
  const own = `tributary/like-chain-${proposing.number}`
  const found = await pullFrom(octokit, at, own)
  if (found) return found.number
  await makeBranch(octokit, at, own, proposing.commit)
  await writeFile(octokit, at, own, proposing.text)
  const { block, left } = proposing
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/pulls', {
    ...at,
    title: 'Make the architecture say what the chain has',
    head: own,
    base: proposing.branch,
    body: renderTemplate('mandate/pull', { block, left }),
  })
  return data.number
}

async function writeFile(octokit: GitHub, at: RepositoryPath, branch: string, text: string): Promise<void> {
  const path = ARCHITECTURE
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/contents/{path}', {
    ...at,
    path,
    ref: branch,
  })
  if (Array.isArray(data) || !('content' in data)) throw new Error(`${path} is no file.`)
  const content = Buffer.from(text).toString('base64')
  if (data.content.replaceAll('\n', '') === content) return
  const message = 'Make the architecture say what the chain has'
  const { sha } = data
  await octokit.request('PUT /repos/{owner}/{repo}/contents/{path}', {
    ...at,
    path,
    branch,
    message,
    content,
    sha,
  })
}
