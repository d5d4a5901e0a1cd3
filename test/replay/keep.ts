import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LocalGitHub } from '../../src/local/github/server.ts'

const KEPT = ['x-github-delivery', 'x-github-event', 'content-type', 'user-agent']

/** The address of GitHub's pages in recordings. */
export const GITHUB = 'http://github.test'

/**
 * Writes every delivery that a local GitHub made and that is wanted, one file each. Signatures are left out, because the
 * secret that made them is gone with the world. Nothing else in a delivery is secret.
 */
export async function keepDeliveries(
  { url, control }: LocalGitHub,
  folder: string,
  isWanted: (payload: Record<string, unknown>) => boolean = () => true,
): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  let kept = 0
  for (const { event, action, request, delivered_at } of control.deliveries()) {
    const body: Record<string, unknown> = JSON.parse(request.body.replaceAll(url, GITHUB))
    if (!isWanted(body)) continue
    kept += 1
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => KEPT.includes(name.toLowerCase())),
    )
    const name = `${String(kept).padStart(3, '0')}-${event}${action ? `-${action}` : ''}.json`
    await writeFile(join(folder, name), `${JSON.stringify({ headers, delivered_at, body }, null, 1)}\n`)
  }
}
