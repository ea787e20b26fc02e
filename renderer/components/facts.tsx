import type { ReactNode } from 'react'

export type Fact = { name: string; value: ReactNode }

/** Names and values, in two columns where there is room. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-8 gap-y-1 lg:grid-cols-2">
      {facts.map(({ name, value }) => (
        <div key={name} className="flex min-w-0 gap-x-3 max-sm:flex-col max-sm:pb-1.5">
          <dt className="w-28 shrink-0 text-ink-3">{name}</dt>
          <dd className="min-w-0 flex-1 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
