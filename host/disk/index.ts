export { diskRouter } from './router.ts'
