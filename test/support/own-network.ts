import { findExecutable } from './executable.ts'

/**
 * A command line that, where this is root on Linux, runs in a network namespace with nothing but a loopback:
 * whatever the machine's own network does meanwhile, a browser in it doesn't notice.
 */
export function onOwnNetwork(program: string, args: readonly string[]): [string, ...string[]] {
  const unshare = process.platform === 'linux' && process.getuid?.() === 0 ? findExecutable('unshare') : undefined
  if (unshare === undefined || findExecutable('ip') === undefined) return [program, ...args]
  return [
    unshare,
    '--net',
    'sh',
    '-c',
    'PATH=$PATH:/usr/sbin:/sbin ip link set lo up && exec "$0" "$@"',
    program,
    ...args,
  ]
}
