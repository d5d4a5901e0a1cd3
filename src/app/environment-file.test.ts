import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withEnvironmentFile } from './environment-file.ts'

test('the environment wins over the file, and what is empty in it does not count', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tributary-environment-'))
  const file = join(folder, 'app.env')
  await writeFile(file, '# An App\nAPP_ID=1\nWEBHOOK_SECRET=file\nPRIVATE_KEY="-----\\nkey\\n-----\\n"\n')
  const read = withEnvironmentFile({ WEBHOOK_SECRET: 'environment', APP_ID: '' }, file)
  expect(read).toEqual({ APP_ID: '1', WEBHOOK_SECRET: 'environment', PRIVATE_KEY: '-----\nkey\n-----\n' })
  expect(withEnvironmentFile({ APP_ID: '2' })).toEqual({ APP_ID: '2' })
  expect(() => withEnvironmentFile({}, join(folder, 'none.env'))).toThrow('none.env cannot be read: ENOENT.')
  await rm(folder, { recursive: true })
})
