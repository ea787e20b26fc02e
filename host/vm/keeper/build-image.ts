import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import type { VmMend } from '../../../contract/index.ts'
import { VmError } from '../failure.ts'

const AGAIN: VmMend = { kind: 'start', label: 'Try again', command: 'slipway vm start' }

/**
 * Has the script of a checkout build the image: Debian's packages are brought, checked, and put together.
 * @param folder where the image is to be, as `<images>/<architecture>`
 * @param tell hears what is being done, in a few words
 * @throws VmError image-missing with why it could not be built, or the signal's reason
 */
export async function buildImage(
  builder: string,
  folder: string,
  tell: (doing: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', builder, '--out', dirname(folder)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      const [, doing] = /^[a-z0-9]+: (package .*|packing .*)/.exec(line) ?? []
      if (doing === undefined) said.push(line)
      else tell(doing)
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  }).catch((error) => {
    signal.throwIfAborted()
    throw error
  })
  if (code !== 0) throw notBuilt(said, code)
}

/** What the downloader complained about, without the command line that it was started by. */
const reasonIn = (line: string) => line.replace(/^.* ended with \d+: (?:E: )?/, '')

function notBuilt(said: readonly string[], code: number | null): VmError {
  const [first = `The build ended with ${code}.`, ...rest] = said
  const unreachable = first.includes('can’t be had')
  const address = rest.find((line) => line.startsWith('http'))
  return new VmError(
    'image-missing',
    {
      what: unreachable
        ? 'The virtual machine’s image could not be built, since Debian’s packages can’t be had.'
        : 'The virtual machine’s image could not be built.',
      why: unreachable && address !== undefined ? reasonIn(address).slice(0, 400) : first.slice(0, 400),
      next: unreachable
        ? 'Have this computer reach deb.debian.org (behind a proxy, say which in http_proxy), then try again. What was brought is kept.'
        : 'Run it in a terminal to see more: `npm run vm:image`',
    },
    [AGAIN],
  )
}
