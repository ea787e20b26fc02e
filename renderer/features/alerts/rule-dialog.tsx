import { useState } from 'react'
import type { AlertRule } from '../../../contract/index.ts'
import { Field } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { KINDS, readNames } from './rule-words.ts'

type RuleDialogProps = { rule: AlertRule; isNew: boolean; onRule: (rule: AlertRule) => void; onClose: () => void }

type Figure = {
  key: 'above' | 'minutes' | 'times' | 'below'
  label: string
  least: number
  most: number
  whole: boolean
}

const MINUTES: Figure = { key: 'minutes', label: 'Minutes', least: 1, most: 1_440, whole: true }

const FIGURES: Record<AlertRule['kind'], readonly Figure[]> = {
  cpu: [{ key: 'above', label: 'More than, in percent of one core', least: 0.1, most: 100_000, whole: false }, MINUTES],
  memory: [
    { key: 'above', label: 'More than, in percent of what it may use', least: 0.1, most: 100, whole: false },
    MINUTES,
  ],
  restartLoop: [{ key: 'times', label: 'Ends at least so many times', least: 2, most: 1_000, whole: true }, MINUTES],
  unhealthy: [],
  failed: [],
  disk: [{ key: 'below', label: 'Less free than, in percent', least: 0.1, most: 100, whole: false }],
}

/** Fills in one rule. */
export function RuleDialog({ rule, isNew, onRule, onClose }: RuleDialogProps) {
  const figures = FIGURES[rule.kind]
  const [words, setWords] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(Object.entries(rule).map(([key, value]) => [key, String(value)])),
  )
  const [names, setNames] = useState(() => ('names' in rule ? rule.names.join(', ') : ''))
  const list = readNames(names)
  const wrongNames = list.length > 50 || list.some((name) => name.length > 200) ? 'At most 50 names.' : undefined
  const wrong = (figure: Figure) => {
    const value = Number(words[figure.key]?.trim() === '' ? Number.NaN : words[figure.key])
    const fits = value >= figure.least && value <= figure.most && (!figure.whole || Number.isInteger(value))
    return fits
      ? undefined
      : `A ${figure.whole ? 'whole ' : ''}number from ${figure.least} to ${figure.most.toLocaleString()}.`
  }
  const submit = () => {
    const values = Object.fromEntries(figures.map(({ key }) => [key, Number(words[key])]))
    onRule({ ...rule, ...values, ...('names' in rule && { names: list }) })
    onClose()
  }
  return (
    <FormDialog
      title={KINDS.find(({ value }) => value === rule.kind)?.label ?? 'Rule'}
      confirm={isNew ? 'Add' : 'Keep'}
      ready={wrongNames === undefined && figures.every((figure) => wrong(figure) === undefined)}
      onSubmit={submit}
      onClose={onClose}
    >
      {figures.map((figure) => (
        <Field
          key={figure.key}
          label={figure.label}
          inputMode="decimal"
          value={words[figure.key] ?? ''}
          onChange={(next) => setWords({ ...words, [figure.key]: next })}
          error={wrong(figure)}
        />
      ))}
      {'names' in rule ? (
        <Field
          label="Containers"
          placeholder="All"
          value={names}
          onChange={setNames}
          error={wrongNames}
          description="Names with commas between; * stands for anything, as in web-*. Empty is all."
        />
      ) : null}
    </FormDialog>
  )
}
