import type { ContainerAction } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { ProblemError } from '../../lib/problem.ts'

type One = { engine: string; id: string; action: ContainerAction; grace?: number; signal?: string }

/** Acts on one container. @throws ProblemError with the engine's reason */
export async function actOnOne({ id, ...rest }: One): Promise<{ command: string }> {
  const { command, failed } = await client.containers.act({ ids: [id], ...rest })
  const [first] = failed
  if (first) throw new ProblemError(first.problem)
  return { command }
}
