import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../components/icon-button.tsx'
import { MASK } from './secrets.ts'

/** A value that is hidden until it is asked for. */
export function SecretValue({ name, value }: { name: string; value: string }) {
  const [seen, setSeen] = useState(false)
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0 break-all">{seen ? value : MASK}</span>
      <IconButton
        icon={seen ? EyeOff : Eye}
        label={`${seen ? 'Hide' : 'Show'} ${name}`}
        className="-my-0.5 size-6"
        onClick={() => setSeen(!seen)}
      />
    </span>
  )
}
