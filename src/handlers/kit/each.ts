/** Works on one after the other. One that fails holds up none of the others; the last failure is thrown at the end. */
export async function each<One>(all: readonly One[], work: (one: One) => Promise<void>): Promise<void> {
  let failed: unknown = null
  for (const one of all) {
    try {
      await work(one)
    } catch (error) {
      failed = error
    }
  }
  if (failed !== null) throw failed
}
