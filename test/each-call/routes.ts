import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const handlers = join(import.meta.dirname, '../../src/handlers')

/** What live subnets do on GitHub stands here; `kit` and `launch` where they share it. */
const PLACES = [
  ...[
    'task',
    'team',
    'sales',
    'storefront',
    'mandate',
    'drift',
    'report',
    'update',
    'dividends',
    'delegates',
    'weights',
  ],
  ...['kit/own-branch.ts', 'kit/own-issue.ts', 'kit/contents.ts', 'launch/merge.ts', 'launch/release.ts'],
]

const ROUTE = /'((?:GET|POST|PUT|PATCH|DELETE) \/[^']+)'/g

/** Every route that these families name, such as `GET /repos/{owner}/{repo}/pulls`. */
export async function routesOfFamilies(): Promise<string[]> {
  const routes = new Set<string>()
  for (const place of PLACES) {
    const files = place.endsWith('.ts')
      ? [place]
      : (await readdir(join(handlers, place))).map((one) => `${place}/${one}`)
    for (const file of files.filter((one) => one.endsWith('.ts') && !one.endsWith('.test.ts'))) {
      const text = await readFile(join(handlers, file), 'utf8')
      for (const [, route = ''] of text.matchAll(ROUTE)) routes.add(route)
    }
  }
  return [...routes].toSorted()
}

/** Whether a call was made by this route. */
export const isBy = (route: string, call: string): boolean =>
  new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(call)
