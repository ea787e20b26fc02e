// Runs the desktop's bundled host in a thread, behind what Electron's utility process gives it: `process.parentPort`.
import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { parentPort as thread, workerData } from 'node:worker_threads'

const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => thread?.postMessage(message),
})
Object.assign(process, { parentPort })
thread?.on('message', (message: unknown) => parentPort.emit('message', message))
createRequire(import.meta.url)(String(workerData))
