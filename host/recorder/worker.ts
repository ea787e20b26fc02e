// The one thread that touches the recorder's file: however slow a disk is, the host goes on.
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import type { Answer, Call, Request } from './store/calls.ts'
import { WriterLock } from './store/lock.ts'
import { isBroken, moveAside } from './store/open.ts'
import { Store } from './store/store.ts'

const { path } = z.object({ path: z.string() }).parse(workerData)
/** Of two Slipways in one folder the one that came first writes; the other one reads what it wrote. */
const lock = new WriterLock(`${path}.lock`)
let store: Store | undefined
let moved: string | undefined

parentPort?.on('message', (request: Request) => {
  parentPort?.postMessage(answer(request))
  if (request.name === 'close') parentPort?.close()
})

function answer(request: Request): Answer {
  const { id } = request
  try {
    if (request.name === 'close') {
      store?.close()
      lock.close()
      return { id, ok: true, value: undefined }
    }
    const value = steadily(request)
    const said = moved
    moved = undefined
    return { id, ok: true, value, ...(said !== undefined && { moved: said }) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { id, ok: false, message, full: /full|ENOSPC/.test(message), ...(moved !== undefined && { moved }) }
  }
}

/** Does it; with a new file where the old one turns out to be broken. */
function steadily(call: Call): unknown {
  try {
    store ??= new Store(path)
    return perform(store, call)
  } catch (error) {
    if (!isBroken(error) || !lock.isOurs()) throw error
    try {
      store?.close()
    } catch {
      // It is broken.
    }
    store = undefined
    moved = moveAside(path)
    store = new Store(path)
    return perform(store, call)
  }
}

function perform(on: Store, call: Call): unknown {
  switch (call.name) {
    case 'write':
      return lock.isOurs() ? on.write(...call.args) : undefined
    case 'memory':
      return on.memory(...call.args)
    case 'history':
      return on.history(...call.args)
    case 'ranks':
      return on.ranks(...call.args)
    case 'events':
      return on.events(...call.args)
    case 'incarnations':
      return on.incarnations(...call.args)
    case 'story':
      return on.story(...call.args)
    case 'disk':
      return on.disk(...call.args)
    case 'retain':
      return lock.isOurs() ? on.retain(...call.args) : on.state()
    case 'forget':
      return on.forget()
    case 'state':
      return on.state()
  }
}
