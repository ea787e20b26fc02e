export { type EngineAuth, Registries } from './registries.ts'
export type { SecretBox } from './secret-box.ts'
