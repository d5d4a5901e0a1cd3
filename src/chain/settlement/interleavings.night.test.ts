// Ten times as many mishaps as the gate has.
process.env.INTERLEAVINGS ??= '30'
await import('./interleavings.test.ts')
