import type { BinaryReader } from '@bufbuild/protobuf/wire'
import { readFields } from './wire.ts'

/** A step of the build as BuildKit knows it. Times are milliseconds since 1970. */
export type Vertex = {
  digest: string
  name: string
  cached: boolean
  started?: number
  completed?: number
  error: string
}

/** A part of a step that goes on for a while, such as a layer that is pulled. */
export type VertexStatus = {
  id: string
  vertex: string
  name: string
  current: number
  total: number
  completed: boolean
}

export type VertexLog = { vertex: string; message: Uint8Array; time: number }

/** What BuildKit’s checks say of a Dockerfile; lines count from 1. */
export type VertexWarning = { vertex: string; short: string; detail: string[]; url: string; line?: number }

/** What has changed since the last one: moby/buildkit, api/services/control/control.proto, StatusResponse. */
export type Status = { vertexes: Vertex[]; statuses: VertexStatus[]; logs: VertexLog[]; warnings: VertexWarning[] }

/** @throws when the bytes are no status */
export function readStatus(bytes: Uint8Array): Status {
  const status: Status = { vertexes: [], statuses: [], logs: [], warnings: [] }
  readFields(bytes, (field, reader) => {
    if (field === 1) status.vertexes.push(readVertex(reader.bytes()))
    else if (field === 2) status.statuses.push(readVertexStatus(reader.bytes()))
    else if (field === 3) status.logs.push(readLog(reader.bytes()))
    else if (field === 4) status.warnings.push(readWarning(reader.bytes()))
    else return false
    return true
  })
  return status
}

function readVertex(bytes: Uint8Array): Vertex {
  const vertex: Vertex = { digest: '', name: '', cached: false, error: '' }
  readFields(bytes, (field, reader) => {
    if (field === 1) vertex.digest = reader.string()
    else if (field === 3) vertex.name = reader.string()
    else if (field === 4) vertex.cached = reader.bool()
    else if (field === 5) vertex.started = readTime(reader)
    else if (field === 6) vertex.completed = readTime(reader)
    else if (field === 7) vertex.error = reader.string()
    else return false
    return true
  })
  return vertex
}

function readVertexStatus(bytes: Uint8Array): VertexStatus {
  const status: VertexStatus = { id: '', vertex: '', name: '', current: 0, total: 0, completed: false }
  readFields(bytes, (field, reader) => {
    if (field === 1) status.id = reader.string()
    else if (field === 2) status.vertex = reader.string()
    else if (field === 3) status.name = reader.string()
    else if (field === 4) status.current = Number(reader.int64())
    else if (field === 5) status.total = Number(reader.int64())
    else if (field === 8) {
      reader.bytes()
      status.completed = true
    } else return false
    return true
  })
  return status
}

function readLog(bytes: Uint8Array): VertexLog {
  const log: VertexLog = { vertex: '', message: new Uint8Array(), time: 0 }
  readFields(bytes, (field, reader) => {
    if (field === 1) log.vertex = reader.string()
    else if (field === 2) log.time = readTime(reader)
    else if (field === 4) log.message = reader.bytes()
    else return false
    return true
  })
  return log
}

function readWarning(bytes: Uint8Array): VertexWarning {
  const decoder = new TextDecoder()
  const warning: VertexWarning = { vertex: '', short: '', detail: [], url: '' }
  readFields(bytes, (field, reader) => {
    if (field === 1) warning.vertex = reader.string()
    else if (field === 3) warning.short = decoder.decode(reader.bytes())
    else if (field === 4) warning.detail.push(decoder.decode(reader.bytes()))
    else if (field === 5) warning.url = reader.string()
    else if (field === 7) {
      const line = readRangeStart(reader.bytes())
      if (line > 0) warning.line ??= line
    } else return false
    return true
  })
  return warning
}

/** The line that a range begins in; lines count from 1, 0 is none. */
function readRangeStart(bytes: Uint8Array): number {
  let line = 0
  readFields(bytes, (field, reader) => {
    if (field !== 1) return false
    readFields(reader.bytes(), (inner, position) => {
      if (inner !== 1) return false
      line = position.int32()
      return true
    })
    return true
  })
  return line
}

/** A google.protobuf.Timestamp in milliseconds since 1970. */
function readTime(reader: BinaryReader): number {
  let seconds = 0
  let nanos = 0
  readFields(reader.bytes(), (field, inner) => {
    if (field === 1) seconds = Number(inner.int64())
    else if (field === 2) nanos = inner.int32()
    else return false
    return true
  })
  return seconds * 1000 + nanos / 1e6
}
