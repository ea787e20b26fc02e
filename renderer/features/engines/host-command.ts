import type { Engine } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'

/** The docker command that asks the same engine what it is. */
export function hostCommand({ address, tls }: Pick<Engine, 'address' | 'tls'>): string {
  return commandLine(['docker', '--host', address, ...(tls ? ['--tls'] : []), 'info'])
}
