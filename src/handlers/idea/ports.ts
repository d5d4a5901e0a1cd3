export interface Ideas {
  isKnown(stream: string): Promise<boolean>
}
