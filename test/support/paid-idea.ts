import { form, type House, patiently } from './open-house.ts'

/** An idea of dana's, paid, whose article is gone since it was billed, so that nothing moves by itself. */
export async function paidIdea({ world, open, state }: House): Promise<number> {
  const link = world.articles.set('/none', '<title>Gone soon</title>')
  const body = form({ 'Problem title': 'Weather is wrong', 'Article link': link })
  const issue = await open('dana', 'Weather is wrong', body)
  const bill = await patiently('a bill', async () => (await state(issue)).deposit.bill ?? undefined)
  world.articles.remove('/none')
  const call = world.wallets.api.registry.createType('Call', bill.callHex)
  const { tx } = world.wallets.api
  await world.wallets.send('dana', tx[call.section]?.[call.method]?.(...call.args))
  await patiently('a failing link', async () => (await state(issue)).link.failing ?? undefined)
  return issue
}
