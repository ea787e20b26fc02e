import type { SentFile } from '../../../contract/index.ts'

/** What is to be sent: files in the order in which their bytes go, and the folders they are in. */
export type Sending = { files: { sent: SentFile; file: File }[]; folders: string[] }

const sent = (path: string, file: File) => ({ file, sent: { path, size: file.size, modified: file.lastModified } })

/** Files that were chosen; those of a folder come with their path in it. */
export function chosenFiles(list: Iterable<File>): Sending {
  return { files: [...list].map((file) => sent(file.webkitRelativePath || file.name, file)), folders: [] }
}

/** What was dropped, folders with all in them. Must be called while the drop is handled. */
export async function droppedFiles(transfer: DataTransfer): Promise<Sending> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const sending: Sending = { files: [], folders: [] }
  for (const entry of entries) await take(entry, entry.name, sending)
  return sending
}

async function take(entry: FileSystemEntry, path: string, into: Sending): Promise<void> {
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    into.files.push(sent(path, file))
    return
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return
  into.folders.push(path)
  const reader = entry.createReader()
  // It gives a hundred at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return
    for (const one of some) await take(one, `${path}/${one.name}`, into)
  }
}

/** The names that it has in the folder that it goes into. */
export const topNames = ({ files, folders }: Sending): string[] => [
  ...new Set([...files.map(({ sent: { path } }) => path), ...folders].map((path) => path.split('/')[0] ?? '')),
]
