import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Before a subnet's race and its proposals had streams of their own. */
const BEFORE = '54e71490ec7c299de5e99714e74fa0af7e8f51a1'

const run = promisify(execFile)
const HERE = join(import.meta.dirname, '../..')

/** The sources of that commit in a directory of their own, with the packages of this one. */
export async function checkOutBefore(): Promise<{ root: string; remove(): Promise<void> }> {
  const root = join(await mkdtemp(join(tmpdir(), 'tributary-before-')), 'tributary')
  await run('git', ['worktree', 'add', '--detach', root, BEFORE], { cwd: HERE })
  await symlink(join(HERE, 'node_modules'), join(root, 'node_modules'))
  return {
    root,
    remove: async () => {
      await run('git', ['worktree', 'remove', '--force', root], { cwd: HERE })
      await rm(join(root, '..'), { recursive: true, force: true })
    },
  }
}
