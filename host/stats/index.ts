export type { Reading } from './reading.ts'
export type { Sampler } from './sampler.ts'
export { Samplers } from './samplers.ts'
export { Shown } from './shown.ts'
