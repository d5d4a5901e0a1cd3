import { spawn } from 'node:child_process'

/** Milliseconds that git may take for anything here. */
const PATIENCE = 60_000

/** The machine has no git. */
export class GitMissing extends Error {
  constructor(program: string) {
    super(
      `git is not installed on this machine (${program}): clone and push need it. The pages and the API do not.`,
    )
  }
}

/**
 * Runs git and answers what it printed. The user's own settings stay out of it.
 * @throws GitMissing, or an error with what git said where it fails
 */
export function runGit(
  program: string,
  {
    args,
    env,
    input,
  }: { args: readonly string[]; env: Readonly<Record<string, string>>; input?: Buffer | string },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { PATH: process.env.PATH ?? '', GIT_CONFIG_NOSYSTEM: '1', ...env },
      timeout: PATIENCE,
    })
    const [out, errors]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (part: Buffer) => out.push(part))
    child.stderr.on('data', (part: Buffer) => errors.push(part))
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new GitMissing(program) : error),
    )
    child.once('close', (code) =>
      code === 0
        ? resolve(Buffer.concat(out))
        : reject(new Error(`git ${args.join(' ')}: ${Buffer.concat(errors).toString().trim()}`)),
    )
    // It may end before it has read everything.
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? '')
  })
}
