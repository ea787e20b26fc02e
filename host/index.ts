export { asSlipwayError } from './errors.ts'
export { createHost, type Host, type HostOptions, type Port } from './host.ts'
export { createLog, stateFolder } from './log.ts'
export type { SecretBox } from './registries/index.ts'
