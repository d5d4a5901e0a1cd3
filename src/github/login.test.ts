import { expect, test } from 'vitest'
import type { GitHubApi } from './api.ts'
import { openLogins } from './login.ts'

const MINUTE = 60_000

/** A GitHub in which accounts can be renamed. */
function openGitHub(logins: Record<number, string>) {
  const asked: unknown[] = []
  const request = async (_route: string, { account_id: id }: { account_id: number }) => {
    asked.push(id)
    const login = logins[id]
    if (login === undefined) throw Object.assign(new Error('Not Found'), { status: 404 })
    if (login === '') throw Object.assign(new Error('Bad Gateway'), { status: 502 })
    return { data: { login } }
  }
  return { asked, octokit: { request } as unknown as GitHubApi }
}

test('an account is asked for by its id, once in a few minutes, and then anew', async () => {
  const names: Record<number, string> = { 7: 'ada' }
  const { asked, octokit } = openGitHub(names)
  let at = 0
  const logins = openLogins(() => at)
  expect(await logins.of(octokit, 7)).toBe('ada')
  names[7] = 'ada-now'
  at = 9 * MINUTE
  expect(await logins.of(octokit, 7)).toBe('ada')
  at = 10 * MINUTE
  expect(await logins.of(octokit, 7)).toBe('ada-now')
  expect(asked).toEqual([7, 7])
})

test('an account that is gone has no login, and a failing GitHub is asked again', async () => {
  const names: Record<number, string> = { 8: '' }
  const { octokit } = openGitHub(names)
  const logins = openLogins(() => 0)
  expect(await logins.of(octokit, 9)).toBeNull()
  await expect(logins.of(octokit, 8)).rejects.toMatchObject({ status: 502 })
  names[8] = 'ben'
  expect(await logins.of(octokit, 8)).toBe('ben')
})
