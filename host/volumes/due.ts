import type { BackupPlan } from '../../contract/index.ts'

/** When a plan comes next after a time, by the clock of this computer. Milliseconds since 1970. */
export function nextAfter({ every, weekday, at }: Pick<BackupPlan, 'every' | 'weekday' | 'at'>, time: number): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  const next = new Date(time)
  next.setHours(hours, minutes, 0, 0)
  // By days of the calendar: one of them may have 23 or 25 hours.
  const later = () => next.setDate(next.getDate() + 1)
  if (next.getTime() <= time) later()
  while (every === 'week' && next.getDay() !== weekday) later()
  return next.getTime()
}
