import type { Settings } from '../../contract/index.ts'
import { asProblem } from './problem.ts'
import { changeSettings } from './settings.ts'
import { toastProblem } from './toasts.ts'

/** Keeps a change of the settings, and says where that fails. */
export function keepSettings(change: Partial<Settings>): void {
  changeSettings(change).catch((error) => toastProblem(asProblem(error, 'The setting could not be kept.')))
}
