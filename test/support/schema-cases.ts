import { z } from 'zod'

/** A schema, or a part of one, as its own classes describe it. */
type Schema = z.core.$ZodType

/**
 * Every case that values of a schema can be told apart by: a field there or absent, a list with items or empty, each
 * choice of an enum or union, true and false. Written as `mount[].bind?.propagation?`.
 */
export function casesOf(schema: Schema, path = ''): string[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, field]) => casesOf(field, path === '' ? key : `${path}.${key}`))
  }
  if (schema instanceof z.ZodOptional) return [`${path}? absent`, ...casesOf(schema.unwrap(), `${path}?`)]
  if (schema instanceof z.ZodArray) return [`${path}[] empty`, ...casesOf(schema.element, `${path}[]`)]
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option, index) => casesOf(option, `${path}|${index}`))
  }
  return choicesOf(schema).map((choice) => `${path}${choice}`)
}

/** Which of these cases a value is. */
export function casesIn(schema: Schema, value: unknown, path = ''): string[] {
  if (schema instanceof z.ZodObject) {
    const fields = new Map(Object.entries(typeof value === 'object' && value !== null ? value : {}))
    return Object.entries(schema.shape).flatMap(([key, field]) =>
      casesIn(field, fields.get(key), path === '' ? key : `${path}.${key}`),
    )
  }
  if (schema instanceof z.ZodOptional) {
    return value === undefined ? [`${path}? absent`] : casesIn(schema.unwrap(), value, `${path}?`)
  }
  if (schema instanceof z.ZodArray) {
    const items: unknown[] = Array.isArray(value) ? value : []
    if (items.length === 0) return [`${path}[] empty`]
    return items.flatMap((item) => casesIn(schema.element, item, `${path}[]`))
  }
  if (schema instanceof z.ZodUnion) {
    const index = schema.options.findIndex((option) => z.safeParse(option, value).success)
    const option = schema.options[index]
    return option ? casesIn(option, value, `${path}|${index}`) : []
  }
  return choicesOf(schema)
    .filter((choice) => choice === '' || choice === ` ${value}`)
    .map((choice) => `${path}${choice}`)
}

function choicesOf(schema: Schema): string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map((option) => ` ${option}`)
  if (schema instanceof z.ZodBoolean) return [' true', ' false']
  return ['']
}
