// The docker command of each thing that is done to containers: the page shows it before, the host records it after.
import type { ContainerAction, Limits } from './containers.ts'
import { commandLine } from './shell.ts'

export type ActOptions = { action: ContainerAction; grace?: number | undefined; signal?: string | undefined }
export type RemoveOptions = { force: boolean; volumes: boolean }
export type CommitOptions = {
  reference?: string | undefined
  author?: string | undefined
  message?: string | undefined
  changes?: readonly string[] | undefined
  pause: boolean
}
export type ExecOptions = {
  words: readonly string[]
  user?: string | undefined
  workingDir?: string | undefined
}

/** Starts, stops, restarts, kills, pauses or resumes containers of these names. */
export function actCommand({ action, grace, signal }: ActOptions, names: readonly string[]): string {
  const flags: string[] = []
  if ((action === 'stop' || action === 'restart') && grace !== undefined) flags.push('-t', String(grace))
  if (action === 'kill' && signal !== undefined) flags.push('-s', signal)
  return commandLine(['docker', action, ...flags, ...names])
}

/** Removes containers of these names. */
export function removeCommand({ force, volumes }: RemoveOptions, names: readonly string[]): string {
  return commandLine(['docker', 'rm', ...(force ? ['-f'] : []), ...(volumes ? ['-v'] : []), ...names])
}

/** Renames a container. */
export const renameCommand = (from: string, to: string): string => commandLine(['docker', 'rename', from, to])

/** Changes a container's limits. */
export function updateCommand(name: string, { memory, memorySwap, cpus, pids, restart }: Limits): string {
  const flags: string[] = []
  const flag = (word: string, value: number | string | undefined) => {
    if (value !== undefined) flags.push(word, String(value))
  }
  flag('--memory', memory)
  flag('--memory-swap', memorySwap)
  flag('--cpus', cpus)
  flag('--pids-limit', pids)
  flag('--restart', restart && policyWord(restart))
  return commandLine(['docker', 'update', ...flags, name])
}

const policyWord = ({ name, retries }: NonNullable<Limits['restart']>) =>
  name === 'on-failure' && retries > 0 ? `${name}:${retries}` : name

/** Makes an image of a container. */
export function commitCommand(
  name: string,
  { reference, author, message, changes = [], pause }: CommitOptions,
): string {
  return commandLine([
    ...['docker', 'commit'],
    ...(author ? ['-a', author] : []),
    ...(message ? ['-m', message] : []),
    ...changes.flatMap((change) => ['-c', change]),
    ...(pause ? [] : ['--pause=false']),
    name,
    ...(reference ? [reference] : []),
  ])
}

/** Opens a terminal in a container. */
export function execCommand(name: string, { words, user, workingDir }: ExecOptions): string {
  const flags = [...(user ? ['-u', user] : []), ...(workingDir ? ['-w', workingDir] : [])]
  return commandLine(['docker', 'exec', '-it', ...flags, name, ...words])
}

/** Writes a container's files into one tar file. */
export const exportCommand = (name: string, file: string): string => commandLine(['docker', 'export', '-o', file, name])

/** Waits until containers of these names have ended. */
export const waitCommand = (names: readonly string[]): string => commandLine(['docker', 'wait', ...names])
