export { Publisher, publishPlaces } from './publisher.ts'
