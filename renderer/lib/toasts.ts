import { Toast } from '@base-ui/react/toast'
import type { Problem } from '../../contract/index.ts'

/** What a toast shows besides its title. */
export type ToastData = {
  kind: 'running' | 'done' | 'failed'
  /** The docker command that does the same. */
  command?: string
  problem?: Problem
  cancel?: () => void
  /** Takes back what was done. */
  undo?: () => void
}

/** The page’s toasts, for code outside of React. */
export const toasts = Toast.createToastManager<ToastData>()

/** Says that something went well. */
export function toastDone(title: string, command?: string, undo?: () => void): void {
  toasts.add({
    title,
    // There is time to think about taking it back.
    timeout: undo ? 15_000 : 5_000,
    data: { kind: 'done', ...(command !== undefined && { command }), ...(undo && { undo }) },
  })
}

/** Says that something failed; it stays until it is closed. */
export function toastProblem(problem: Problem, command?: string): void {
  toasts.add({
    title: problem.what,
    timeout: 0,
    priority: 'high',
    data: { kind: 'failed', problem, ...(command !== undefined && { command }) },
  })
}
