import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { SlipwayError } from '../errors.ts'

/** What Slipway runs in its own containers, as the engine’s processors take it. */
export type Program = { bytes: Buffer; hash: string }

const ARCHITECTURES = ['amd64', 'arm64'] as const
export type ToolboxArchitecture = (typeof ARCHITECTURES)[number]

/** Where the program for an architecture is carried. */
export const carriedName = (architecture: ToolboxArchitecture): string => `toolbox-${architecture}.gz`

/** Reads the program that is carried for an architecture, as Go names it. @throws SlipwayError where there is none */
export async function readProgram(folder: string, architecture: string): Promise<Program> {
  const known = ARCHITECTURES.find((name) => name === architecture)
  if (known === undefined) {
    throw new SlipwayError('UNSUPPORTED', {
      what: 'Slipway can’t look into volumes on this engine.',
      why: `What it does that with is made for ${ARCHITECTURES.join(' and ')}; the engine’s processor is ${architecture}.`,
      next: 'Look at the files by a container that uses the volume.',
    })
  }
  const bytes = await promisify(gunzip)(await readFile(join(folder, carriedName(known))))
  return { bytes, hash: createHash('sha256').update(bytes).digest('hex').slice(0, 12) }
}
