import type { Pair } from '../../../../contract/index.ts'
import { Input } from '../../../components/field.tsx'
import { Rows, without } from '../../../components/rows.tsx'
import { Suggest } from '../../../components/suggest.tsx'

type PairRowsProps = {
  /** What a row is: “label”. */
  thing: string
  pairs: readonly Pair[]
  onChange: (pairs: Pair[]) => void
  /** Keys that are likely. */
  keys?: readonly string[]
}

/** Keys with their values, one a row. */
export function PairRows({ thing, pairs, onChange, keys = [] }: PairRowsProps) {
  const put = (at: number, change: Partial<Pair>) =>
    onChange(pairs.map((pair, index) => (index === at ? { ...pair, ...change } : pair)))
  return (
    <Rows
      thing={thing}
      values={pairs.map(({ key }) => key)}
      onAdd={() => onChange([...pairs, { key: '', value: '' }])}
      onRemove={(at) => onChange(without(pairs, at))}
      row={(key, at) => (
        <>
          <Suggest
            label={`Key of ${thing} ${at + 1}`}
            hideLabel
            value={key}
            options={keys}
            placeholder="Key"
            onChange={(next) => put(at, { key: next })}
            className="flex-1"
          />
          <Input
            aria-label={`Value of ${thing} ${at + 1}`}
            value={pairs[at]?.value ?? ''}
            placeholder="Value"
            onChange={(event) => put(at, { value: event.target.value })}
            className="flex-1"
          />
        </>
      )}
    />
  )
}
