import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Files, MAXIMUM_FILE_BYTES } from '../../handlers/kit/files.ts'
import { parseConfig } from '../../handlers/market/config.ts'
import { CONFIG_PATH } from '../../handlers/market/push.ts'
import { isWanted } from '../../handlers/proposal/paths.ts'
import { problemsIn } from '../../handlers/proposal/proposal.ts'
import { EXIT } from '../exit-codes.ts'
import { say } from '../output.ts'
import { voiceOf } from '../voice.ts'

interface Problem {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** `tributary validate`: a subnet's files, or a market's settings, as the App would check them. */
export async function validate(folder: string, options: { readonly json?: true }): Promise<void> {
  const files = await filesOf(folder)
  const settings = await readFile(join(folder, CONFIG_PATH), 'utf8').catch(() => null)
  if (files.size === 0 && settings === null)
    throw new Error(`${folder} has no architecture.yaml and no ${CONFIG_PATH}: name the top of a repository.`)
  const problems = [...(files.size > 0 ? problemsIn(files) : []), ...problemsOf(settings)]
  const checked = [...files.keys(), ...(settings === null ? [] : [CONFIG_PATH])].toSorted()
  if (options.json) voiceOf(options).tell({ files: checked, problems })
  else for (const line of linesOf(checked, problems)) say(line)
  if (problems.length > 0) process.exitCode = EXIT.found
}

function linesOf(checked: readonly string[], problems: readonly Problem[]): string[] {
  if (problems.length === 0) return [`${checked.length} files were checked, and nothing is wrong with them.`]
  return problems.map(({ file, line, column, message }) =>
    // What is wrong with a file as a whole is in no line.
    line > 0 ? `${file}:${line}:${column}: ${message}` : `${file}: ${message}`,
  )
}

function problemsOf(settings: string | null): Problem[] {
  const parsed = settings === null ? null : parseConfig(settings)
  if (parsed === null || parsed.ok) return []
  return parsed.problems.map(({ line, column, message }) => ({ file: CONFIG_PATH, line, column, message }))
}

/** What the check of a pull request would read, by its path from the top. */
async function filesOf(folder: string): Promise<Files> {
  const names = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new Error(`There is no folder ${folder} that can be read.`)
  })
  const folders = names.filter(
    (entry) => entry.isDirectory() && /^(mechanisms?|roles?|evidence)$/i.test(entry.name),
  )
  const below = await Promise.all(
    folders.map(async ({ name }) =>
      (await readdir(join(folder, name), { withFileTypes: true })).map((entry) => ({
        path: `${name}/${entry.name}`,
        isFile: entry.isFile(),
      })),
    ),
  )
  const all = [...names.map((entry) => ({ path: entry.name, isFile: entry.isFile() })), ...below.flat()]
  const wanted = all.filter(({ path, isFile }) => isFile && isWanted(path)).map(({ path }) => path)
  return new Map(
    await Promise.all(wanted.map(async (path) => [path, await contentOf(join(folder, path))] as const)),
  )
}

async function contentOf(path: string): Promise<Uint8Array | null> {
  return (await stat(path)).size > MAXIMUM_FILE_BYTES ? null : readFile(path)
}
