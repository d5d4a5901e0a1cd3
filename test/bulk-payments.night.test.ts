// The payouts by their hundred thousand, killed at each point in the middle: ten minutes on two busy cores.
process.env.PAYOUTS ??= '100000'
await import('./bulk-payments.test.ts')
