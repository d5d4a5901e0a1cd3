export interface Homes {
  /** The stream of the subnet whose home the repository of this id is; null where it is nobody's. */
  subnetAt(repository: number): Promise<string | null>
}
