import { openLedger } from '../../src/ledger/open.ts'
import { reckonDue } from './census.ts'
import './watched.ts'

// A process of its own that reckons a day, and is killed as soon as it has kept a page of who holds the alpha: `<node> <url or directory>`.

const [node = '', place = ''] = process.argv.slice(2)
const ledger = await openLedger(place.startsWith('postgres') ? { url: place } : { directory: place })
await reckonDue(ledger, node, (name) => {
  if (name === 'census page') process.kill(process.pid, 'SIGKILL')
})
await ledger.close()
