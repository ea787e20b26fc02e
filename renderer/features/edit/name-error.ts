/** What is wrong with a container's new name, by the engine's own rule; nothing when it will do. */
export function nameError(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return 'A container needs a name.'
  if (!/^[a-zA-Z0-9]/.test(name)) return 'It begins with a letter or a digit.'
  if (!/^[a-zA-Z0-9_.-]+$/.test(name)) return 'Only letters, digits, “_”, “.” and “-”.'
  if (name.length < 2) return 'At least two characters.'
  if (taken.includes(name)) return `Another container is named “${name}”.`
  return undefined
}
