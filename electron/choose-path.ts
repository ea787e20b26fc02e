import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { safeFileName } from './guard.ts'

/** Asks for a folder, a file, or a file to write; undefined when nothing was chosen. */
export async function choosePath(window: BrowserWindow, question: unknown): Promise<string | undefined> {
  const { kind, title, at, fileName } = read(question)
  const begin = at === '' ? homedir() : at.replace(/^~(?=$|[/\\])/, homedir())
  if (kind === 'save') {
    const defaultPath = fileName === '' ? begin : join(at === '' ? begin : dirname(begin), safeFileName(fileName))
    const { canceled, filePath } = await dialog.showSaveDialog(window, { title, defaultPath })
    return canceled || filePath === '' ? undefined : filePath
  }
  const { filePaths } = await dialog.showOpenDialog(window, {
    title,
    defaultPath: begin,
    properties: kind === 'folder' ? ['openDirectory', 'createDirectory'] : ['openFile', 'showHiddenFiles'],
  })
  return filePaths[0]
}

/** The page's words, whatever they are. */
function read(question: unknown) {
  const said: object = typeof question === 'object' && question !== null ? question : {}
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 4_096) : '')
  const kind = 'kind' in said ? text(said.kind) : ''
  return {
    kind: kind === 'folder' || kind === 'save' ? kind : 'file',
    title: 'title' in said ? text(said.title) : '',
    at: 'at' in said ? text(said.at) : '',
    fileName: 'fileName' in said ? text(said.fileName) : '',
  }
}
