import { pathBytes } from '../../tar/index.ts'

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** A name as this computer’s file system takes it: Windows and macOS know fewer than Linux. */
export function localName(name: string, platform: NodeJS.Platform = process.platform): string {
  const text = platform === 'linux' ? name : name.replace(/[\udc80-\udcff]/g, '\ufffd')
  if (platform !== 'win32') return text
  const safe = text.replace(/[<>:"/\\|?*\u0000-\u001f]/g, '_').replace(/[. ]+$/, (end) => '_'.repeat(end.length))
  return RESERVED.test(safe) ? `_${safe}` : safe
}

/** A path as Node takes it, whatever bytes are in it. */
export const localPath = (path: string): string | Buffer => (/[\udc80-\udcff]/.test(path) ? pathBytes(path) : path)
