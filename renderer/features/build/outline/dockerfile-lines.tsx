import { clsx } from 'clsx'
import { excerpt } from './words.ts'

/** Lines of the Dockerfile around one of them, which is marked. */
export function DockerfileLines({ text, line }: { text: string; line: number }) {
  return (
    <figure aria-label={`Dockerfile, line ${line}`} className="max-w-3xl overflow-x-auto rounded-md border border-line">
      <pre className="w-max min-w-full py-1 font-mono text-sm leading-5">
        {excerpt(text, line, 3).map(({ number, text: part }) => (
          <div
            key={number}
            className={clsx(
              'flex border-l-3 pr-4',
              number === line ? 'border-bad-dot bg-bad-soft' : 'border-transparent',
            )}
          >
            <span className="tnum w-10 shrink-0 select-none pr-3 text-right text-ink-3">{number}</span>
            <span>{part}</span>
          </div>
        ))}
      </pre>
    </figure>
  )
}
