import { spawn } from 'node:child_process'

/** Whether this computer has a screen that a browser could open on. */
export function hasDisplay(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return !environment.SSH_CONNECTION
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
}

/** Opens an address in the person’s browser; gives whether the system knew how. */
export async function openBrowser(url: string): Promise<boolean> {
  const [command, ...args] = opener()
  return await new Promise((resolve) => {
    const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => resolve(true))
    child.unref()
  })
}

/** As words, never through a shell: an address may hold anything. */
function opener(): [string, ...string[]] {
  if (process.platform === 'darwin') return ['open']
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return ['xdg-open']
}
