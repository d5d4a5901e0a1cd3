import { join } from 'node:path'
import { say } from '../output.ts'
import type { Consenting } from '../signing/consent.ts'
import { type InitStep, steps } from './steps.ts'

export interface InitOptions extends Consenting {
  readonly publicUrl: string
  readonly guardians: string
  readonly threshold: number
  readonly organization?: string
  readonly name?: string
  readonly directory: string
  /** SS58 of a treasury that was made and not given away yet. */
  readonly treasury?: string
  readonly node: string
  readonly github: string
  readonly githubApi?: string
  readonly port: number
}

/** Does what is not done yet, one step after the other. What stops one stops all: the same command goes on there. */
export async function init(options: InitOptions): Promise<void> {
  for (const [index, step] of steps.entries()) await take(step, index, options)
  if (options.dryRun) return
  const at = (file: string) => join(options.directory, file)
  for (const line of nextFor(at('github-app.env'), at('settings.yml'))) say(line)
}

async function take({ what, isDone, run }: InitStep, index: number, options: InitOptions): Promise<void> {
  const head = `${index + 1}/${steps.length} ${what}`
  const done = await isDone(options)
  if (done !== null) return say(`${head}: ${done}`)
  if (options.dryRun) return say(`${head}: to do`)
  say(`${head}:`)
  await run(options)
}

const nextFor = (environment: string, settings: string): string[] => [
  '',
  'What is left is yours:',
  '  - Install the App on the market’s repository, from its page on GitHub.',
  '  - Commit .github/tributary.yml there if the market wants other settings: `tributary validate` checks it.',
  `  - Start it: tributary serve --environment ${environment} --settings ${settings}`,
]
