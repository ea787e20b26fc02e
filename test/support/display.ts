import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { endChild } from './end-child.ts'
import { findExecutable } from './executable.ts'

export type Display = {
  /** As DISPLAY has it. */
  name: string
  stop(): Promise<void>
}

/** Starts an X server without a screen, for windows; undefined where a display is there already or Xvfb isn't. */
export async function startDisplay(): Promise<Display | undefined> {
  const program = findExecutable('Xvfb')
  if (program === undefined || process.platform !== 'linux' || process.env.DISPLAY) return undefined
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await firstLine(child.stdio[3])
  if (number === undefined) return undefined
  return { name: `:${number}`, stop: async () => void (await endChild(child)) }
}

async function firstLine(stream: unknown): Promise<string | undefined> {
  if (!isReadable(stream)) return undefined
  let text = ''
  for await (const part of stream) {
    text += part
    if (text.includes('\n')) return text.trim()
  }
  return undefined
}

function isReadable(stream: unknown): stream is Readable {
  return typeof stream === 'object' && stream !== null && Symbol.asyncIterator in stream
}
