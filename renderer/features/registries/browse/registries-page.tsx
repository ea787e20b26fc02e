import { getRouteApi } from '@tanstack/react-router'
import { LogIn } from 'lucide-react'
import { Button } from '../../../components/button.tsx'
import { PageHeader } from '../../../components/page-header.tsx'
import { Select } from '../../../components/select.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { EngineGate } from '../../engines/index.ts'
import { signInTo } from '../asked.ts'
import { hostName } from '../names.ts'
import { useRegistries } from '../use-registries.ts'
import { HubSearch } from './hub-search.tsx'
import { Repositories } from './repositories.tsx'
import { Tags } from './tags.tsx'

const route = getRouteApi('/registries')
const HUB = 'docker.io'

/** What registries have: repositories, their tags, and what is behind each. */
export function RegistriesPage() {
  return (
    <EngineGate title="Registries" waiting={<SkeletonLines label="Loading the registries" />}>
      {(engine) => <OfEngine key={engine.id} engine={engine.id} />}
    </EngineGate>
  )
}

function OfEngine({ engine }: { engine: string }) {
  const { host = HUB, repository } = route.useSearch()
  const navigate = route.useNavigate()
  const known = useRegistries().value?.registries ?? []
  const hosts = [...new Set([HUB, ...known.map((registry) => registry.host), host])]
  const signIn = known.find((registry) => registry.host === host)?.signIn
  const open = (name: string) => void navigate({ search: { host, repository: name } })
  return (
    <>
      <PageHeader
        title="Registries"
        actions={
          <>
            <Select
              label="Registry"
              hideLabel
              value={host}
              options={hosts.map((value) => ({ value, label: hostName(value) }))}
              onChange={(next) => void navigate({ search: { host: next } })}
            />
            <Button onClick={() => signInTo(engine, host, signIn ? { username: signIn.username } : {})}>
              <LogIn aria-hidden />
              {signIn && !signIn.problem ? `Signed in as ${signIn.username || 'a token'}` : 'Sign in…'}
            </Button>
            <Button onClick={() => signInTo(engine, '')}>Add registry…</Button>
          </>
        }
      />
      {repository !== undefined ? (
        <Tags
          key={`${host} ${repository}`}
          engine={engine}
          host={host}
          repository={repository}
          onBack={() => void navigate({ search: { host } })}
        />
      ) : host === HUB ? (
        <HubSearch engine={engine} onOpen={open} />
      ) : (
        <Repositories key={host} engine={engine} host={host} onOpen={open} />
      )}
    </>
  )
}
