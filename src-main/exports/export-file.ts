// Local stand-in while the press is being written; never committed.
export const exportFile = async (_: unknown): Promise<{ path: string; bytes: number; pages: number }> => {
  throw new Error('no press here')
}
