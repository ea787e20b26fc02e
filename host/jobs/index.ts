export { type JobPlan, type JobReport, type JobResult, Jobs } from './jobs.ts'
