import { Suggest } from './suggest.tsx'

const COMMON = [
  'linux/amd64',
  'linux/arm64',
  'linux/arm/v7',
  'linux/386',
  'linux/ppc64le',
  'linux/riscv64',
  'linux/s390x',
]

type PlatformFieldProps = { value: string; onChange: (value: string) => void; description: string }

/** The platform of an image; empty for the engine’s own. */
export function PlatformField({ value, onChange, description }: PlatformFieldProps) {
  return (
    <Suggest
      label="Platform"
      value={value}
      onChange={onChange}
      options={COMMON}
      placeholder="The engine’s own"
      description={description}
      error={platformError(value)}
    />
  )
}

/** What is wrong with a platform as it is typed. */
export function platformError(value: string): string | undefined {
  const text = value.trim()
  if (text === '' || /^[a-z0-9_]+(?:\/[a-z0-9_.]+){0,2}$/i.test(text)) return undefined
  return 'As in linux/amd64 or linux/arm/v7.'
}
