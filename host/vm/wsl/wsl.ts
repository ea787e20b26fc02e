import { spawn } from 'node:child_process'
import { Duplex, type Readable } from 'node:stream'

/** What `wsl.exe` said, and how it ended. */
export type WslAnswer = { code: number | null; text: string }

/** The one way to WSL: its program. Tests put another in its place. */
export type Wsl = {
  /** Runs it to its end, with `input` on its stdin. Never throws for what it answers. */
  run(args: readonly string[], input?: Buffer | Readable): Promise<WslAnswer>
  /** Runs it with its stdin and stdout as one stream. `ended` resolves with its code and what it complained about. */
  open(args: readonly string[]): { stream: Duplex; ended: Promise<WslAnswer> }
}

/** @param program `wsl.exe`, and what goes before its own arguments */
export function wslProgram([program, ...before]: readonly [string, ...string[]] = ['wsl.exe']): Wsl {
  const start = (args: readonly string[]) => {
    const child = spawn(program, [...before, ...args], {
      stdio: 'pipe',
      windowsHide: true,
      // Newer ones then write UTF-8; older ones don’t know it, and write UTF-16.
      env: { ...process.env, WSL_UTF8: '1' },
    })
    child.stdin.on('error', () => {})
    return child
  }
  return {
    run: (args, input) =>
      new Promise((resolve) => {
        const child = start(args)
        const parts: Buffer[] = []
        child.stdout.on('data', (part: Buffer) => parts.push(part))
        child.stderr.on('data', (part: Buffer) => parts.push(part))
        child.once('error', (error) => resolve({ code: null, text: error.message }))
        child.once('close', (code) => resolve({ code, text: decode(Buffer.concat(parts)) }))
        if (input === undefined || Buffer.isBuffer(input)) child.stdin.end(input)
        else input.on('error', () => child.kill()).pipe(child.stdin)
      }),
    open: (args) => {
      const child = start(args)
      const complaints: Buffer[] = []
      child.stderr.on('data', (part: Buffer) => complaints.push(part))
      const ended = new Promise<WslAnswer>((resolve) => {
        child.once('error', (error) => resolve({ code: null, text: error.message }))
        child.once('close', (code) => resolve({ code, text: decode(Buffer.concat(complaints)) }))
      })
      const stream = Duplex.from({ readable: child.stdout, writable: child.stdin })
      // Who lets go of it early, knows; who reads it, learns of its end.
      stream.on('error', () => {})
      return { stream, ended }
    },
  }
}

/** What it wrote as text: its own messages are UTF-16, with or without a mark; what Linux programs write is UTF-8. */
export function decode(bytes: Buffer): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe
  const zeros = bytes.filter((byte, index) => index % 2 === 1 && byte === 0).length
  const wide = marked || (bytes.length > 1 && zeros > bytes.length / 8)
  const text = wide ? bytes.toString('utf16le') : bytes.toString('utf8')
  return text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
}

export type Distribution = { name: string; running: boolean; version: number }

/** Reads `wsl --list --verbose`, whose title and states are in the person’s language: only the columns are certain. */
export function readList(text: string): Distribution[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, name, state, version] = /^[* ]\s+(\S+)\s+(\S.*?)\s+([12])\s*$/.exec(line) ?? []
      if (name === undefined || state === undefined) return []
      return [
        { name, running: !/^(Stopped|Beendet|Arrêté|Detenido|Interrotto)/i.test(state), version: Number(version) },
      ]
    })
}
