import type { BackupPlan } from '../../../../contract/index.ts'

export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** When a plan’s backups are made: “Every Monday at 03:00”. */
export const scheduleWords = ({ every, weekday, at }: Pick<BackupPlan, 'every' | 'weekday' | 'at'>): string =>
  `Every ${every === 'day' ? 'day' : (WEEKDAYS[weekday] ?? 'week')} at ${at}`
