export { PublishedSocket } from './published-socket.ts'
export { Publisher, publishPlaces } from './publisher.ts'
