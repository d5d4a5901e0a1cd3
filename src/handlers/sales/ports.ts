import type { Doubtful, NotSelling, Offer } from './offer.ts'

export interface Offers {
  /** What a coldkey, SS58, is offered that would send so much more; null where neither is known. */
  offerOf(stream: string, asked: Pick<Offer, 'coldkey' | 'more'>): Promise<Offer | NotSelling | Doubtful>
}
