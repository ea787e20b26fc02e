import { type BrowserWindow, dialog, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron'
import { choosePath } from './choose-path.ts'
import { downloadToken, isOurs, safeFileName } from './guard.ts'
import type { HostLink } from './host-link.ts'

/** Answers what the preload’s bridge asks for: a line to the host, and a file to be saved. */
export function answerPages(host: HostLink, windowOf: () => BrowserWindow | undefined): void {
  ipcMain.on('slipway:port', (event) => {
    if (isFromPage(event)) host.connect(event.sender)
  })
  ipcMain.handle('slipway:save', async (event, path: unknown, fileName: unknown): Promise<boolean> => {
    const token = downloadToken(path)
    const window = windowOf()
    if (!isFromPage(event) || token === undefined || !window) return false
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: safeFileName(fileName) })
    if (canceled || !filePath) return false
    const problem = await host.save(token, filePath)
    if (problem) {
      await dialog.showMessageBox(window, {
        type: 'error',
        message: problem.what,
        detail: `${problem.why}\n\n${problem.next}`,
      })
    }
    return problem === undefined
  })
  ipcMain.handle('slipway:choose-path', async (event, question: unknown): Promise<string | undefined> => {
    const window = windowOf()
    return isFromPage(event) && window ? await choosePath(window, question) : undefined
  })
}

/** Only the page itself may ask, no frame in it. */
function isFromPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOurs(senderFrame.url)
}
