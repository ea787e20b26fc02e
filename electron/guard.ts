/** The origin of Slipway’s own page. */
export const ORIGIN = 'app://slipway'

/** What a page of ours may use of Electron: nothing but the preload’s bridge. */
export const WEB_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const

/** Whether an address is one of our own page. */
export function isOurs(address: string): boolean {
  const url = parsed(address)
  return (
    url !== undefined && url.protocol === 'app:' && url.host === 'slipway' && url.username === '' && url.port === ''
  )
}

/**
 * Where a link leads that is for the person’s browser; undefined for anything that is not plain web: a `file:` or a
 * program’s own scheme could start programs.
 */
export function forBrowser(address: string): string | undefined {
  const url = parsed(address)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined
  // A name before the `@` makes an address look like another one.
  return url.username === '' && url.password === '' ? url.href : undefined
}

/** What our own page may have: copying text at a person’s click, and telling of alerts where a person chose it. */
const PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications'])

/** Whether a page may have a permission: our own page the few that it needs, and nothing else. */
export function mayUse(permission: string, address: string): boolean {
  return PERMISSIONS.has(permission) && isOurs(address)
}

/** Whether a page may save a file by itself: one that it made, and none from elsewhere. */
export function mayDownload(address: string): boolean {
  return address.startsWith('blob:') && isOurs(address.slice('blob:'.length))
}

/** The token in the path of a one-time download; undefined when it is no such path. */
export function downloadToken(path: unknown): string | undefined {
  return typeof path === 'string' ? /^\/download\/([\w-]{1,200})$/.exec(path)?.[1] : undefined
}

/** A name that a file may have anywhere, made from one that came from a container. */
export function safeFileName(name: unknown): string {
  const plain = typeof name === 'string' ? name.toWellFormed() : ''
  const cut = plain
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 120)
  // Windows gives these names to devices, whatever follows the dot.
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(cut) ? `_${cut}` : cut || 'download'
}

function parsed(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined
}
