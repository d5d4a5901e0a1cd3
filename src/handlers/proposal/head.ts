import type { ErrandRunner } from '../kit/errand.ts'
import { readHeadFiles } from './head-files.ts'
import { readProposal } from './proposal.ts'
import { readSubnetFacts } from './subnet-facts.ts'

/** A2: reads a head's files and what the chain says now. A head that GitHub does not know is asked for again later. */
export const readHead: ErrandRunner<'head', 'github' | 'contents' | 'chain'> = async (
  tools,
  state,
  { pull, head },
  when,
) => {
  if (!state.home) return null
  const { repository, installation } = state.home
  const octokit = await tools.github.asInstallation(installation)
  const at = { owner: repository.owner, repo: repository.name }
  const found = await readHeadFiles(octokit, tools.contents, at, head)
  const block = await tools.chain.finalized()
  const chain = await readSubnetFacts(tools.chain, state.launch?.netuid ?? null, block)
  return { type: 'ReportHead', pull, head, reading: readProposal({ ...found, chain }), ...when }
}
