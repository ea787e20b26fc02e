import type { ReactNode } from 'react'

/** A sentence whose parts in backticks are code. */
export function Sentence({ text }: { text: string }): ReactNode {
  const [plain, code, ...rest] = text.split('`')
  if (code === undefined) return plain
  return (
    <>
      {plain}
      <code className="rounded bg-hover px-1 font-mono text-sm">{code}</code>
      {rest.length > 0 ? <Sentence text={rest.join('`')} /> : null}
    </>
  )
}
