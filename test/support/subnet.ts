import { run } from './run.ts'

/**
 * A free `10.x` for an engine's networks: two engines with the same addresses would fight over routes.
 * @returns its first two numbers, as `10.57`
 */
export async function freeSubnet(): Promise<string> {
  const routes = await run('ip', ['-4', 'route', 'show', 'table', 'all'])
  const taken = new Set([...routes.matchAll(/\b10\.(\d+)\./g)].map((match) => Number(match[1])))
  const free = Array.from({ length: 200 }, (_, index) => index + 32).filter((number) => !taken.has(number))
  const number = free[Math.floor(Math.random() * free.length)]
  if (number === undefined) throw new Error('Every 10.x network of this machine is taken.')
  return `10.${number}`
}
