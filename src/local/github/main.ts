import { InvalidArgumentError, program } from 'commander'
import { MARKET, ORGANISATION } from './people.ts'
import { startGitHub } from './server.ts'

type Flags = { data?: string; port?: number; webhook?: string }

const { data, port, webhook } = program
  .name('npm run github --')
  .description(
    `A GitHub on this machine, with the market ${ORGANISATION}/${MARKET}, people with tokens, and the App installed.`,
  )
  .option('-d, --data <directory>', 'keep everything here and go on from it at the next start')
  .option(
    '-p, --port <number>',
    'port to listen on; otherwise the last one in --data, or any that is free',
    asPort,
  )
  .option('-w, --webhook <url>', 'send webhooks to the App here')
  .parse()
  .opts<Flags>()

const github = await startGitHub({
  ...(data !== undefined && { dataDir: data }),
  ...(port !== undefined && { port }),
  ...(webhook !== undefined && { webhookUrl: webhook }),
})
const { url, app, tokens } = github

console.log(`GitHub      ${url}/${ORGANISATION}/${MARKET}/issues
App         ${app.slug}, id ${app.id}, installation ${app.installationId}
Webhooks    ${webhook ?? 'not sent (--webhook)'}, signed with ${app.webhookSecret}
${data === undefined ? 'Nothing is kept (--data).' : `Kept in     ${data}, with the private key of the App.`}

Tokens
${Object.entries(tokens)
  .map(([login, token]) => `  ${login.padEnd(10)}${token}`)
  .join('\n')}

Open an issue:
  curl -H "authorization: token ${tokens.dana}" ${url}/repos/${ORGANISATION}/${MARKET}/issues -d '{"title":"Hello"}'`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void github.stop())

function asPort(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('a port is a number up to 65535')
  return number
}
