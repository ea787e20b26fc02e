import { Section } from '../../components/section.tsx'
import { SecretValue } from './secret-value.tsx'
import { looksSecret, type Variable } from './secrets.ts'

type PairsProps = { title: string; pairs: readonly Variable[]; none: string; hideSecrets?: boolean }

/** Keys with their values, by name; values that look secret are hidden until asked for, where that is said. */
export function Pairs({ title, pairs, none, hideSecrets }: PairsProps) {
  const sorted = [...pairs].sort((a, b) => a.key.localeCompare(b.key))
  return (
    <Section title={title}>
      {sorted.length === 0 ? <p className="text-ink-3">{none}</p> : null}
      <dl className="flex flex-col gap-1 font-mono text-sm">
        {sorted.map(({ key, value }) => (
          <div key={key} className="flex gap-4">
            <dt className="w-2/5 shrink-0 wrap-anywhere text-ink-2">{key}</dt>
            <dd className="min-w-0 flex-1 whitespace-pre-wrap wrap-anywhere">
              {hideSecrets && looksSecret(key, value) ? <SecretValue name={key} value={value} /> : value}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
