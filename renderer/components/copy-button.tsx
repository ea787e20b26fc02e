import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { asProblem } from '../lib/problem.ts'
import { toastProblem } from '../lib/toasts.ts'
import { IconButton } from './icon-button.tsx'

/** How long the button says that it was copied, in milliseconds. */
const SAID = 1_500

type CopyButtonProps = {
  text: string | (() => string)
  /** What is copied: “Copy command”. */
  label?: string
  className?: string
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label = 'Copy', className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SAID)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => {
    navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
      () => setCopied(true),
      (error) => toastProblem(asProblem(error, 'It could not be copied.')),
    )
  }
  return (
    <IconButton icon={copied ? Check : Copy} label={copied ? 'Copied' : label} onClick={copy} className={className} />
  )
}
