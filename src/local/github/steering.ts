/** What the world around a local GitHub lets people do to it from a thread. Alone, a GitHub has none of it. */
export type Steering = {
  /**
   * Moves the world's clock from one deadline to the next, until what the thread waits for changes. Answers what it was and what it is.
   * @throws in words for people where no time can help
   */
  goOn: (place: Place) => Promise<string>
  /** Lets miners and validators of the world join the subnet of the thread. @throws in words for people where there is none yet */
  populate: (place: Place) => Promise<string>
}

/** A thread: an idea in the market, or anything in a subnet's own repository. */
export type Place = { repository: number; number: number }

export type Wheel = { current: Steering | undefined }
