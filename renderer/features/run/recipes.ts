import type { Recipe } from '../../../contract/index.ts'

/** What an exported file holds. */
type RecipeFile = { slipway: 'recipes'; recipes: readonly Recipe[] }

/** The recipes as the text of a file. */
export function recipeFile(recipes: readonly Recipe[]): string {
  const file: RecipeFile = { slipway: 'recipes', recipes }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** The recipes of a file's text. @throws Error saying what is wrong with it */
export function recipesOf(text: string): Recipe[] {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new Error(`It is no JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
  if (!isObject(data) || !Array.isArray(data.recipes)) throw new Error('It holds no recipes of Slipway.')
  return data.recipes.map((item: unknown, index) => {
    if (isRecipe(item)) return item
    throw new Error(`Its recipe ${index + 1} is not one that Slipway can read.`)
  })
}

/** The recipes with more of them; one of the same name is replaced. By name. */
export function withRecipes(before: readonly Recipe[], more: readonly Recipe[]): Recipe[] {
  const byName = new Map([...before, ...more].map((recipe) => [recipe.name, recipe]))
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name))
}

function isRecipe(data: unknown): data is Recipe {
  if (!isObject(data) || typeof data.name !== 'string' || data.name.trim() === '' || !isObject(data.form)) return false
  const { verb, image, command, flags } = data.form
  return (
    (verb === 'run' || verb === 'create') &&
    typeof image === 'string' &&
    isTexts(command) &&
    isObject(flags) &&
    Object.values(flags).every(isTexts)
  )
}

function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

function isTexts(data: unknown): data is string[] {
  return Array.isArray(data) && data.every((item) => typeof item === 'string')
}
