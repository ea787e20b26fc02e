import { pairText, sysctlOf } from '../fields/pair.ts'
import { securityOptionOf } from '../fields/security.ts'
import { Misfit } from '../misfit.ts'
import { type Flag, list, text, texts, truth } from './flag.ts'

/** A check that the value is one of these. */
const oneOf =
  (...known: string[]) =>
  (value: string) => {
    if (!known.includes(value)) throw new Misfit(`“${value}” is not taken here: ${known.join(' or ')} is.`)
  }

/** How far it is kept apart from the machine. */
export const isolationFlags: Flag[] = [
  truth('privileged', 'privileged', 'gives it every right of the host’s root'),
  texts('cap-add', (run) => run.capAdd, 'gives it this right'),
  texts('cap-drop', (run) => run.capDrop, 'takes this right from it'),
  texts('security-opt', (run) => run.securityOpt, 'sets a security option', { read: securityOptionOf }),
  list('sysctl', (run) => run.sysctl, 'sets a kernel setting for it', sysctlOf, pairText),
  text('userns', 'userns', 'is its user namespace: host for the host’s', { check: oneOf('host') }),
  text('cgroupns', 'cgroupns', 'is its cgroup namespace: host or private', {
    since: '1.41',
    check: oneOf('host', 'private'),
  }),
  text('ipc', 'ipc', 'is whose shared memory it shares'),
  text('pid', 'pid', 'is whose processes it sees: host or container:NAME', {
    check: (value) => {
      if (value !== 'host' && !/^container:./s.test(value)) {
        throw new Misfit(`“${value}” is not taken here: host or container:NAME is.`)
      }
    },
  }),
  text('uts', 'uts', 'is whose host name it has: host for the host’s', { check: oneOf('host') }),
  text('cgroup-parent', 'cgroupParent', 'is the cgroup it is put under'),
  text('runtime', 'runtime', 'is the runtime that runs it'),
  text('isolation', 'isolation', 'is how Windows keeps it apart'),
]
