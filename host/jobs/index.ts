export { type JobReport, type JobResult, Jobs } from './jobs.ts'
