import { desktop } from '../../lib/desktop.ts'

/** What is chosen: a folder, a file that is there, or a file to write. */
export type PathKind = 'folder' | 'file' | 'save'

/** What a person is asked to choose. */
export type PathQuestion = {
  kind: PathKind
  title: string
  /** Where to begin: a folder or a file. */
  at: string
  /** The name that a file to write has unless it is changed. */
  fileName?: string | undefined
}

/** Whether the desktop’s own dialog asks, in the place of ours. */
export const asksNatively = (): boolean => desktop() !== undefined

/** Asks by the desktop’s own dialog; undefined when nothing was chosen. */
export async function askNatively({ fileName, ...rest }: PathQuestion): Promise<string | undefined> {
  return await desktop()?.choosePath({ ...rest, ...(fileName !== undefined && { fileName }) })
}

let last = ''

/** The folder that was looked at last; empty before that. */
export const lastFolder = (): string => last

/** Begins there the next time. */
export function rememberFolder(path: string): void {
  last = path
}

/** A path as it is meant here: one without a folder is in the folder that was looked at last. */
export const inLastFolder = (file: string): string =>
  isWhole(file) ? file : `${(last || '~').replace(/[/\\]$/, '')}/${file.replace(/^\.\//, '')}`

const isWhole = (file: string) => /^(?:[/\\~]|[a-z]:[/\\])/i.test(file)
