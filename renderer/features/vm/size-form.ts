import type { VmSettingsChange, VmStatus } from '../../../contract/index.ts'

const GIB = 1024 ** 3

/** The sizes as they are typed: whole processors, and GiB; empty for what suits this computer. */
export type SizeForm = { cpus: string; memory: string; disk: string }

export type SizeErrors = Partial<Record<keyof SizeForm, string>>

/** The form for what is chosen now. */
export function formOf({ settings }: Pick<VmStatus, 'settings'>): SizeForm {
  const { cpus, memory, disk } = settings
  return {
    cpus: cpus === 0 ? '' : String(cpus),
    memory: memory === 0 ? '' : gib(memory),
    disk: gib(disk),
  }
}

/** What the form changes, and what is wrong with it. A disk that was made can only grow. */
export function readForm(
  form: SizeForm,
  { settings, computer, state }: Pick<VmStatus, 'settings' | 'computer' | 'state'>,
): { change: VmSettingsChange; errors: SizeErrors } {
  const errors: SizeErrors = {}
  const change: VmSettingsChange = {}
  const cpus = form.cpus.trim() === '' ? 0 : Number(form.cpus)
  if (!Number.isInteger(cpus) || cpus < 0 || cpus > computer.cpus)
    errors.cpus = `A whole number from 1 to ${computer.cpus}.`
  else if (cpus !== settings.cpus) change.cpus = cpus
  const memory = form.memory.trim() === '' ? 0 : bytesOf(form.memory)
  if (memory === undefined || (memory !== 0 && memory < GIB / 4) || memory > computer.memory) {
    errors.memory = `GiB, from 0.25 to ${gib((Math.floor((computer.memory / GIB) * 10) / 10) * GIB)}.`
  } else if (memory !== settings.memory) change.memory = memory
  const disk = bytesOf(form.disk)
  const least = state.state === 'absent' ? GIB : settings.disk
  if (disk === undefined || disk < least || disk > 16_384 * GIB) {
    errors.disk = state.state === 'absent' ? 'GiB, at least 1.' : `GiB, at least ${gib(least)}: it can only grow.`
  } else if (disk !== settings.disk) change.disk = disk
  return { change, errors }
}

/** Bytes in GiB, to be typed. */
export function gib(bytes: number): string {
  return String(Number((bytes / GIB).toFixed(2)))
}

function bytesOf(text: string): number | undefined {
  const number = Number(text.trim().replace(',', '.'))
  return text.trim() !== '' && Number.isFinite(number) && number >= 0 ? Math.round(number * GIB) : undefined
}
