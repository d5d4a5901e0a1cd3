import { run } from './main.ts'

// Who reads may have read enough, as `head` has after ten lines.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

// What this variable was called before it had the name that the App's settings give it.
const { SUBTENSOR_ENDPOINT: former } = process.env
if (former !== undefined) process.env.SUBTENSOR_ENDPOINTS ??= former

process.exitCode = await run(process.argv.slice(2))
