export { pageBefore } from './page-before.ts'
export { logsRouter } from './router.ts'
export { readSubject } from './subject.ts'
