import { type ReactNode, useState } from 'react'
import { desktop } from '../../lib/desktop.ts'
import { usePath } from '../host-files/index.ts'
import { downloadByBrowser, downloadTo } from './transfers.ts'
import type { Where } from './where.ts'

type Downloads = {
  /** To where the person is: by the browser, or in the desktop app to a folder that is asked for. */
  download: (folder: string, names: readonly string[]) => void
  /** To a folder of the host’s computer that is asked for. */
  toFolder: (folder: string, names: readonly string[]) => void
  /** What asks. */
  dialog: ReactNode
}

/** Brings files and folders out. */
export function useDownloads(where: Where): Downloads {
  const [saving, setSaving] = useState<{ folder: string; names: readonly string[] }>()
  const { ask, dialog } = usePath({ kind: 'folder', title: 'Download to a folder', at: '' }, (to) => {
    if (saving) void downloadTo(where, saving.folder, saving.names, { to, replace: false })
  })
  const toFolder = (folder: string, names: readonly string[]) => {
    setSaving({ folder, names })
    ask()
  }
  const download = (folder: string, names: readonly string[]) =>
    desktop() ? toFolder(folder, names) : downloadByBrowser(where, folder, names)
  return { download, toFolder, dialog }
}
