import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

/** A field as it comes: its number, and how to read it. */
export type FieldReader = (field: number, reader: BinaryReader) => boolean

/** Reads a message field by field; those that `take` refuses are passed over. @throws when the bytes are no message */
export function readFields(bytes: Uint8Array, take: FieldReader): void {
  const reader = new BinaryReader(bytes)
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag()
    if (!take(field, reader)) reader.skip(type, field)
  }
}

/** A message being written; fields that have their default are left out. */
export class Message {
  readonly #writer = new BinaryWriter()

  text(field: number, value: string): this {
    if (value !== '') this.#writer.tag(field, WireType.LengthDelimited).string(value)
    return this
  }

  bytes(field: number, value: Uint8Array): this {
    if (value.length > 0) this.#writer.tag(field, WireType.LengthDelimited).bytes(value)
    return this
  }

  /** A message in the message; it is there even when it is empty. */
  message(field: number, value: Message): this {
    this.#writer.tag(field, WireType.LengthDelimited).bytes(value.finish())
    return this
  }

  unsigned(field: number, value: number): this {
    if (value !== 0) this.#writer.tag(field, WireType.Varint).uint32(value)
    return this
  }

  int64(field: number, value: number | bigint): this {
    if (BigInt(value) !== 0n) this.#writer.tag(field, WireType.Varint).int64(value)
    return this
  }

  finish(): Uint8Array {
    return this.#writer.finish()
  }
}
