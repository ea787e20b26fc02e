export { type Download, Downloads } from './downloads.ts'
