import { Misfit } from '../misfit.ts'

const SYSTEMS = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'.split(
    ' ',
  ),
)
const ARCHITECTURES = new Set(
  'amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm 386'.split(
    ' ',
  ),
)

/** This computer, as platforms are spelled: what a half-said platform is completed with. */
const NAMES: Record<string, string> = { win32: 'windows', x64: 'amd64', ia32: '386' }
const HERE = {
  system: NAMES[process.platform] ?? process.platform,
  architecture: NAMES[process.arch] ?? process.arch,
}

/**
 * The platform as the engine is asked for it: `linux/arm64`, `linux/arm/v6`.
 * @throws Misfit
 */
export function platformOf(value: string): string {
  const parts = value.split('/')
  const [first = '', second, third] = parts
  const system = /^([\w-]+)(?:\([\w.-]*\))?$/.exec(first)?.[1]?.toLowerCase()
  const rest = parts.slice(1)
  if (system === undefined || parts.length > 3 || rest.some((part) => !/^[\w.-]+$/.test(part))) throw wrong(value)
  const os = system === 'macos' ? 'darwin' : system
  if (second === undefined) {
    if (SYSTEMS.has(os)) return `${os}/${HERE.architecture}`
    const [architecture, variant] = architectureOf(first, '')
    if (!ARCHITECTURES.has(architecture)) throw wrong(value)
    return join(HERE.system, architecture, architecture === 'arm' && variant === 'v7' ? '' : variant)
  }
  const [architecture, variant] = architectureOf(second, third ?? '')
  if (third === undefined) return join(os, architecture, architecture === 'arm' && variant === 'v7' ? '' : variant)
  return join(os, architecture, architecture === 'arm64' && variant === '' ? 'v8' : variant)
}

const join = (...parts: string[]) => parts.filter((part) => part !== '').join('/')
const wrong = (value: string) => new Misfit(`“${value}” is not a platform such as linux/amd64 or linux/arm64.`)

function architectureOf(name: string, variant: string): [string, string] {
  const [arch, v] = [name.toLowerCase(), variant.toLowerCase()]
  switch (arch) {
    case 'i386':
      return ['386', '']
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return ['amd64', v === 'v1' ? '' : v]
    case 'aarch64':
    case 'arm64':
      if (['8', 'v8', 'v8.0'].includes(v)) return ['arm64', '']
      return ['arm64', ['9', '9.0', 'v9.0'].includes(v) ? 'v9' : v]
    case 'armhf':
      return ['arm', 'v7']
    case 'armel':
      return ['arm', 'v6']
    case 'arm':
      if (v === '' || v === '7') return ['arm', 'v7']
      return ['arm', ['5', '6', '8'].includes(v) ? `v${v}` : v]
    default:
      return [arch, v]
  }
}
