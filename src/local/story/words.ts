import { linkMessage } from '../../handlers/account/link-signature.ts'
import type { World } from '../world/world.ts'
import type { Finding } from './reckoning.ts'

export const greeting = ({ github, subtensor, app }: World): string => `
Tributary, the whole world on one machine

  explorer         ${app.url}
  local GitHub     ${github.url}/${github.market.owner}/${github.market.repo}/issues
  local Subtensor  ${subtensor.url}
`

export function verdict(wrong: readonly Finding[]): string {
  if (wrong.length === 0)
    return '\nEvery balance is right to the rao, every thread says what is true, and the ledger holds.'
  const lines = wrong.map(({ what, found, wanted }) => `  ${what}: ${found}, but should be ${wanted}`)
  return `\nNot as it must be:\n${lines.join('\n')}`
}

/** How to go on by hand. */
export function farewell({ github, subtensor, app, wallets }: World): string {
  const { owner, repo } = github.market
  const user = github.users.mia ?? 0
  return `
All of it stays up until you press Ctrl-C. Now you: be Mia, and open an idea of your own.

  export TRIBUTARY_KEY=//mia TRIBUTARY_EXPLORER=${app.url} SUBTENSOR_ENDPOINT=${subtensor.url}

  curl -s ${github.url}/repos/${owner}/${repo}/issues -H 'authorization: Bearer ${github.tokens.mia}' \\
    -d "$(npm run -s tributary -- idea --title 'Maps are out of date' --link https://articles.test/maps --target 20)"

  The App answers with a bill on the issue's page, the "html_url" of what curl prints. With the issue's number:
  npm run -s tributary -- link ${user}              prints a comment that links Mia's wallet (she did it in the story)
  npm run -s tributary -- pay <issue>          pays fee and collateral
  TRIBUTARY_KEY=//fay npm run -s tributary -- contribute <issue> 20     makes it minable, with Fay's money

Accounts, each with a token for GitHub and a development key of the same name:

${Object.entries(github.tokens)
  .map(([login, token]) => `  ${login.padEnd(8)} //${login.padEnd(8)} ${wallets.addressOf(login)}  ${token}`)
  .join('\n')}

What a wallet signs to be linked: ${linkMessage(user, '<address>')}
`
}
