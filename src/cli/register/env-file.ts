import { randomBytes } from 'node:crypto'
import { link, lstat, mkdir, open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Lines `NAME=value`, as Node, shells, systemd and Compose read them. A value of several lines has them written as `\n`. */
export function environmentText(note: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${quoted(value)}`)
  return `${[`# ${note}`, ...lines].join('\n')}\n`
}

/** None of what is kept here holds a quote, a dollar sign or a backslash. */
const quoted = (value: string): string =>
  /^[\w.+/:=-]*$/.test(value) ? value : `"${value.replaceAll('\r', '').replaceAll('\n', '\\n')}"`

export const isThere = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false,
  )

/** Whether the file could be written now. It is asked before GitHub is: what GitHub tells it tells once. */
export async function tryPlace(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  if ((await isThere(file)) && !(await lstat(file)).isFile()) throw new Error(`${file} is no plain file.`)
  const { path, handle } = await openBeside(file)
  await handle.close()
  await unlink(path)
}

/** Writes the whole file or none of it, for its owner alone. Only with `replace` does it take the place of another. */
export async function writePrivately(file: string, text: string, replace: boolean): Promise<void> {
  const { path, handle } = await openBeside(file)
  try {
    await handle.writeFile(text)
    await handle.sync()
    await handle.close()
    await (replace ? rename(path, file) : link(path, file))
  } finally {
    await handle.close().catch(() => {})
    await unlink(path).catch(() => {})
  }
}

async function openBeside(file: string) {
  const path = `${file}.${randomBytes(6).toString('hex')}`
  return { path, handle: await open(path, 'wx', 0o600) }
}
