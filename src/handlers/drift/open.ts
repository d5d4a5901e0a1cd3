import { DRIFT } from '../../github/labels.ts'
import { renderTemplate } from '../../github/template.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { openOnce } from '../kit/own-issue.ts'

/** C1: opens the issue that tells how the chain differs from the architecture, or goes on with the one that was opened. */
export const openDrift: ErrandRunner<'drift', 'github'> = async ({ github }, { home }, _errand, when) => {
  if (!home) return null
  const at = { owner: home.repository.owner, repo: home.repository.name }
  const issue = await openOnce(await github.asInstallation(home.installation), at, {
    label: DRIFT,
    mark: '<!-- tributary:drift -->',
    title: 'The chain differs from the architecture',
    body: renderTemplate('drift/issue', {}),
  })
  return { type: 'ReportDrift', issue, ...when }
}
