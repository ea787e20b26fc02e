export { type JobReport, Jobs } from './jobs.ts'
