export type { EngineClient, Hijacked, RequestOptions } from './client.ts'
export { Engines } from './engines.ts'
export { explain } from './explain.ts'
