/** Whether what is built lies behind an address, where the engine gets it from: a git repository or a tar file. */
export const isAddress = (context: string): boolean => /^(?:https?:\/\/|git:\/\/|github\.com\/)/.test(context)
