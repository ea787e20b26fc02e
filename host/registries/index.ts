export { currentDigest } from './browse.ts'
export { registryProblem } from './problems.ts'
export { type AuthFor, type EngineAuth, Registries } from './registries.ts'
export type { SecretBox } from './secret-box.ts'
