import { live } from '../support/addressed.ts'
import { stream } from '../support/commands.ts'
import { seeDissolution } from '../support/dissolved-tale.ts'
import { taskTales } from '../support/mined-tales.ts'
import { freeze } from './freeze.ts'

// Freezes a subnet whose team works until the chain dissolves it: `node test/guard/record-tasks.ts`. It was run once, like the others.

await freeze('tasks', (ledger) => live(ledger, stream(), [...taskTales.over, seeDissolution(3_900, 150)]))
