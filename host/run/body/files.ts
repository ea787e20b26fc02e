import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { Run } from '../../../contract/run.ts'
import { seccompFile } from '../fields/security.ts'
import { Conflict } from '../misfit.ts'
import type { RunContext } from './context.ts'

const LARGEST = 8 * 1024 * 1024

/** The files of this computer that the command reads, with the flag that names each. */
export function filesOf(run: Run): { name: string; flag: string }[] {
  return [
    ...run.envFile.map((name) => ({ name, flag: 'env-file' })),
    ...run.labelFile.map((name) => ({ name, flag: 'label-file' })),
    ...run.securityOpt.flatMap((option) => {
      const name = seccompFile(option)
      return name === undefined ? [] : [{ name, flag: 'security-opt' }]
    }),
  ]
}

/** Reads these files; names that begin with no slash start from `folder`. @throws Conflict naming the flag */
export async function readFiles(run: Run, folder = homedir()): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  for (const { name, flag } of filesOf(run)) {
    try {
      const content = await readFile(resolve(folder, name))
      if (content.length > LARGEST) throw new Error(`it is larger than ${LARGEST / 1024 / 1024} MB`)
      files.set(name, content)
    } catch (error) {
      throw new Conflict(`The file ${name} can’t be read: ${error instanceof Error ? error.message : error}.`, [flag])
    }
  }
  return files
}

/** The content of a file that the command names. @throws Conflict when it was not read */
export function fileOf({ files }: RunContext, name: string, flag: string): Uint8Array {
  const content = files.get(name)
  if (!content) throw new Conflict(`The file ${name} was not read.`, [flag])
  return content
}
