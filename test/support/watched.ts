import { watchStates } from './small.ts'

// Imported by every process of tests and benches that opens ledgers.
watchStates()
