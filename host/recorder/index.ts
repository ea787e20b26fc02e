export { Recorder } from './recorder.ts'
export { recorderRouter } from './router.ts'
