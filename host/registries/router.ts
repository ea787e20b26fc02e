import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { repositories, tagDetail, tags } from './browse.ts'
import { HUB } from './host.ts'
import { loginCommand, logoutCommand } from './registries.ts'
import { search, searchCommand } from './search.ts'

export const registriesRouter = {
  watch: os.registries.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.registries.watch(signal), signal),
  ),
  refresh: os.registries.refresh.handler(({ context }) => context.registries.refresh()),
  add: os.registries.add.handler(async ({ context, input }) => ({ host: await context.registries.add(input.host) })),
  remove: os.registries.remove.handler(({ context, input }) => context.registries.remove(input.host)),
  place: os.registries.place.handler(({ context, input }) => context.registries.place(input.host)),
  login: os.registries.login.handler(({ context: { registries, engines, activity }, input }) => {
    const { engine, host, username, password } = input
    const command = loginCommand(host, username)
    return activity.record(engine, command, async () => ({
      command,
      kept: await registries.login(engines.client(engine), host, username, password),
    }))
  }),
  logout: os.registries.logout.handler(({ context: { registries, activity }, input: { engine, host } }) => {
    const command = logoutCommand(host)
    return activity.record(engine, command, async () => {
      await registries.logout(host)
      return { command }
    })
  }),
  test: os.registries.test.handler(({ context: { registries, engines }, input: { engine, host } }) =>
    registries.test(engines.client(engine), host),
  ),
  repositories: os.registries.repositories.handler(async ({ context: { registries, engines }, input, signal }) =>
    repositories(await registries.distribution(engines.client(input.engine), input.host), input.after, signal),
  ),
  tags: os.registries.tags.handler(async ({ context: { registries, engines }, input, signal }) => {
    const registry = await registries.distribution(engines.client(input.engine), input.host)
    return await tags(registry, input.repository, input.after, signal)
  }),
  tag: os.registries.tag.handler(async ({ context: { registries, engines }, input, signal }) => {
    const registry = await registries.distribution(engines.client(input.engine), input.host)
    return await tagDetail(registry, input.repository, input.tag, signal)
  }),
  search: os.registries.search.handler(async ({ context: { registries, engines }, input, signal }) => ({
    found: await search(engines.client(input.engine), input, await registries.authFor(HUB), signal),
    command: searchCommand(input),
  })),
}
