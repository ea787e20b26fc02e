import { z } from 'zod'
import { type ErrorCode, errorMap } from '../../../contract/errors.ts'
import type { VmMountReport } from '../../../contract/index.ts'
import { problemSchema } from '../../../contract/problem.ts'
import { vmFailure, vmMountReport, vmRestorePoint, vmSettingsChange, vmStatus } from '../../../contract/vm.ts'

const point = vmRestorePoint.shape.id

/** What a keeper is asked for, as JSON lines over its socket. */
export const keeperRequest = z.discriminatedUnion('do', [
  /** The status comes now and after every change; `hold`: the VM is kept as long as this line is open. */
  z.object({ do: z.literal('watch'), hold: z.boolean() }),
  /** Whether somebody looks at it through this line: then it does not sleep. */
  z.object({ do: z.literal('attend'), attends: z.boolean() }),
  z.object({ do: z.literal('start'), stay: z.boolean(), repair: z.boolean().optional(), cold: z.boolean().optional() }),
  z.object({ do: z.literal('stop'), seconds: z.number().int().min(0).max(3600).optional() }),
  z.object({ do: z.enum(['pause', 'resume', 'save', 'reset', 'set-disk-aside', 'keep', 'trim', 'look']) }),
  z.object({ do: z.literal('try-mount'), path: z.string().min(1).max(4096) }),
  z.object({ do: z.literal('change'), settings: vmSettingsChange }),
  z.object({ do: z.enum(['restore', 'forget']), point }),
])
export type KeeperRequest = z.infer<typeof keeperRequest>

/** What a keeper answers, where there is more to it than that it is done. */
export type KeeperResult = string | number | VmMountReport | undefined

export const askedLine = z.object({ id: z.number().int(), request: keeperRequest })

const errorCode = z.custom<ErrorCode>((value) => typeof value === 'string' && Object.hasOwn(errorMap, value))
const wrong = z.object({ code: errorCode.optional(), problem: problemSchema, failure: vmFailure.optional() })
/** Why a keeper could not do it: `failure` where that is about the machine. */
export type Wrong = z.infer<typeof wrong>

export const saidLine = z.union([
  z.object({ status: vmStatus }),
  z.object({ re: z.number().int(), wrong }),
  z.object({ re: z.number().int(), result: z.union([z.string(), z.number(), vmMountReport]).optional() }),
])
export type SaidLine = z.infer<typeof saidLine>
