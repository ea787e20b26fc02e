export type { EngineClient, Hijacked, RequestOptions } from './client.ts'
export { explain } from './explain.ts'
export { Engines } from './engines.ts'
