export { isFault, isOwnEnd } from './attention.ts'
export { Recorder } from './recorder.ts'
export { recorderRouter } from './router.ts'
