import { findExecutable } from './executable.ts'

/** How Playwright starts the machine's own Chromium, also as root. @throws Error when there is none */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  const executablePath =
    process.env.SLIPWAY_CHROMIUM ?? ['chromium', 'chromium-browser', 'google-chrome'].map(findExecutable).find(Boolean)
  if (executablePath === undefined) {
    throw new Error('Chromium isn’t installed. Install it (on Debian: apt-get install chromium), then try again.')
  }
  return {
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  }
}
