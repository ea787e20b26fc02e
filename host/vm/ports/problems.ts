import { SlipwayError } from '../../errors.ts'
import { portHolder } from '../../port-holder/index.ts'
import { type Binding, keyOf } from './binding.ts'

/** Why a port that a container publishes is not to be had on this computer, and what to do. */
export async function portProblem(binding: Binding, error: unknown): Promise<SlipwayError> {
  const { protocol, address, port, container } = binding
  const what = `Port ${port} of ${container.name} can’t be reached on this computer.`
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const because = { cause: error }
  switch (code) {
    case 'EADDRINUSE': {
      const holder = await portHolder(protocol, port)
      const who = holder ? `${holder.program} (process ${holder.pid})` : 'Another program'
      return new SlipwayError(
        'PORT_IN_USE',
        {
          what,
          why: `${who} has ${protocol.toUpperCase()} port ${port} already.`,
          next: `End that program, then restart the container; or publish another port: \`-p ${port + 1}:${binding.inside}\`.`,
        },
        because,
      )
    }
    case 'EACCES':
    case 'EPERM':
      return new SlipwayError(
        'PERMISSION_DENIED',
        {
          what,
          why: `This computer lets only its administrator’s programs have ports below 1024.`,
          next: `Publish a port from 1024 on: \`-p ${port < 1024 ? 8000 + (port % 1000) : port}:${binding.inside}\`.`,
        },
        because,
      )
    case 'EADDRNOTAVAIL':
      return new SlipwayError(
        'INVALID',
        {
          what,
          why: `${address} is not an address of this computer.`,
          next: `Publish it at one that is, or at all: \`-p ${port}:${binding.inside}\`.`,
        },
        because,
      )
    default: {
      const why = error instanceof Error ? error.message : String(error)
      return new SlipwayError(
        'ENGINE_ERROR',
        {
          what,
          why: `${keyOf(binding)}: ${why}`,
          next: 'Restart the container. If it stays, restart the virtual machine.',
        },
        because,
      )
    }
  }
}

/** For what neither QEMU nor SSH can carry. */
export const noWay = ({ protocol, address, port, inside, container }: Binding) =>
  new SlipwayError('UNSUPPORTED', {
    what: `Port ${port} of ${container.name} can’t be reached at ${address}.`,
    why: `The virtual machine passes ${protocol.toUpperCase()} on only where it is published over IPv4 at all addresses or at 127.0.0.1, too.`,
    next: `Publish it so: \`-p ${port}:${inside}/${protocol}\`.`,
  })
