import { expect, test } from 'vitest'
import type { Recipe } from '../../../contract/index.ts'
import { recipeFile, recipesOf, withRecipes } from './recipes.ts'

const recipe = (name: string, image = 'nginx'): Recipe => ({
  name,
  form: { verb: 'run', image, command: ['sleep', '5'], flags: { env: ['A=b'] } },
})

test('what is exported is imported again', () => {
  const recipes = [recipe('web'), recipe('db')]
  expect(recipesOf(recipeFile(recipes))).toEqual(recipes)
})

test.each([
  ['{', /no JSON/],
  ['{}', /no recipes/],
  ['[]', /no recipes/],
  ['{"recipes":[{"name":"x"}]}', /recipe 1/],
  [recipeFile([recipe('a'), recipe(' ')]), /recipe 2/],
  [recipeFile([recipe('a')]).replace('"A=b"', '7'), /recipe 1/],
])('%s is refused with a reason', (text, why) => expect(() => recipesOf(text)).toThrow(why))

test('a recipe of the same name takes the place of the older', () => {
  expect(withRecipes([recipe('web'), recipe('db')], [recipe('web', 'caddy')])).toEqual([
    recipe('db'),
    recipe('web', 'caddy'),
  ])
})
