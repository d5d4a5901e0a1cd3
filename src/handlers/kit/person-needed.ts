/** An errand cannot be done until somebody mends something on GitHub. It is tried again all the same, and the thread says so. */
export class PersonNeeded extends Error {}
