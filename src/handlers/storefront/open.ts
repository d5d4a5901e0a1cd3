import { SELLING } from '../../github/labels.ts'
import { renderTemplate } from '../../github/template.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { openOnce } from '../kit/own-issue.ts'

/** S1: opens the issue in which the output is sold, or goes on with the one that was opened. */
export const openStorefront: ErrandRunner<'storefront', 'github'> = async (
  { github },
  { home, idea },
  _errand,
  when,
) => {
  if (!home || !idea) return null
  const at = { owner: home.repository.owner, repo: home.repository.name }
  const issue = await openOnce(await github.asInstallation(home.installation), at, {
    label: SELLING,
    mark: '<!-- tributary:storefront -->',
    title: 'Shares of the output',
    body: renderTemplate('storefront/issue', { title: idea.terms.title }),
  })
  return { type: 'ReportStorefront', issue, ...when }
}
