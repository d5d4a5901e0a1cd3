/** The chain carried an extrinsic out, and it failed there. The message is the error's name, such as `Crowdloan.CapRaised`. */
export class ChainRefusal extends Error {
  override readonly name = 'ChainRefusal'
}
