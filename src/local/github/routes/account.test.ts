import { afterEach, beforeEach, expect, test } from 'vitest'
import { MARKET, ORGANISATION } from '../people.ts'
import { type Scene, setScene } from '../testing/world.ts'

let scene: Scene
beforeEach(async () => {
  scene = await setScene()
})
afterEach(() => scene.stop())

test('the App asks who has an id, makes that account the assignee of an issue, and takes it back', async () => {
  const issue = `/repos/${ORGANISATION}/${MARKET}/issues`
  const opened = await scene.as<{ user: { id: number } }>('dana', 'POST', issue, { title: 'Small farms' })
  const account_id = opened.json.user.id
  const { data } = await scene.octokit.request('GET /user/{account_id}', { account_id })
  expect(data).toMatchObject({ login: 'dana', id: account_id, type: 'User' })
  const asked = { owner: ORGANISATION, repo: MARKET, issue_number: 1, assignees: ['dana'] }
  const assigned = await scene.octokit.request(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees',
    asked,
  )
  expect(assigned.data.assignees).toEqual([expect.objectContaining({ login: 'dana' })])
  const back = await scene.octokit.request(
    'DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees',
    asked,
  )
  expect(back.data.assignees).toEqual([])
})

test('an id that nobody has is not found', async () => {
  await expect(
    scene.octokit.request('GET /user/{account_id}', { account_id: 999_999 }),
  ).rejects.toMatchObject({ status: 404 })
})
