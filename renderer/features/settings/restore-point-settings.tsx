import { useState } from 'react'
import type { Settings } from '../../../contract/index.ts'
import { Field } from '../../components/field.tsx'
import { Section } from '../../components/section.tsx'

type Value = Settings['restorePoints']

/** How long volumes are kept that went, and how much of them. */
export function RestorePointSettings({ value, onChange }: { value: Value; onChange: (value: Value) => void }) {
  return (
    <Section title="Restore points">
      <p className="text-ink-3 text-sm">
        Before a volume is removed, emptied or replaced, what is in it is copied to this computer, to be brought back.
      </p>
      <div className="flex gap-3 max-sm:flex-col">
        <Amount
          label="Days"
          description="0 makes none."
          value={value.days}
          fits={(days) => Number.isInteger(days) && days >= 0 && days <= 365}
          error="A whole number from 0 to 365."
          onChange={(days) => onChange({ ...value, days })}
        />
        <Amount
          label="At most, in GB"
          description="The oldest go first."
          value={value.gigabytes}
          fits={(gigabytes) => gigabytes >= 0.1 && gigabytes <= 100_000}
          error="A number from 0.1 to 100000."
          onChange={(gigabytes) => onChange({ ...value, gigabytes })}
        />
      </div>
    </Section>
  )
}

type AmountProps = {
  label: string
  description: string
  value: number
  fits: (value: number) => boolean
  error: string
  onChange: (value: number) => void
}

/** A number that is kept as soon as it fits. */
function Amount({ label, description, value, fits, error, onChange }: AmountProps) {
  const [text, setText] = useState<string>()
  const shown = text ?? String(value)
  const wrong = shown.trim() === '' || !fits(Number(shown))
  return (
    <Field
      label={label}
      description={description}
      inputMode="decimal"
      value={shown}
      error={wrong ? error : undefined}
      onChange={(next) => {
        setText(next)
        if (next.trim() !== '' && fits(Number(next))) onChange(Number(next))
      }}
      onBlur={() => setText(undefined)}
      className="flex-1"
    />
  )
}
