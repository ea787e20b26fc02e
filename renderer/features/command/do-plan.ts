import type { Build } from '../../../contract/index.ts'
import { act } from '../../lib/act.ts'
import { client } from '../../lib/connection.ts'
import { join, leave } from '../../lib/join-network.ts'
import { createNetwork, removeNetworks } from '../../lib/network-asked.ts'
import { listOnly, removeContainers } from '../containers/index.ts'
import { cleanUp } from '../disk/index.ts'
import { exportContainer, waitFor } from '../edit/index.ts'
import { copyFiles } from '../files/index.ts'
import { loadImages, pathId, removeImages, saveImages, showImages } from '../images/index.ts'
import { showNetworks } from '../networks/index.ts'
import { createVolume, removeVolumes, showVolumes } from '../volumes/index.ts'
import { doRegistryPlan } from './do-registry-plan.ts'
import { type Plan, whom } from './plan.ts'

/** Where a plan leads: to a page, a container’s tab, or the form. */
export type Ways = {
  page: (page: string) => void
  container: (id: string, tab: string) => void
  image: (id: string, tab: string) => void
  volume: (name: string, tab: string) => void
  network: (id: string, tab: string) => void
  form: () => void
  build: (build: Build) => void
}

const WORDS = {
  start: ['Starting', 'Started', 'started'],
  stop: ['Stopping', 'Stopped', 'stopped'],
  restart: ['Restarting', 'Restarted', 'restarted'],
  kill: ['Killing', 'Killed', 'killed'],
  pause: ['Pausing', 'Paused', 'paused'],
  unpause: ['Resuming', 'Resumed', 'resumed'],
} as const

/** Does what a command asks for; a toast says how it went. Removing asks first. */
export function doPlan(engine: string, plan: Plan, ways: Ways): void {
  switch (plan.kind) {
    case 'form':
      ways.form()
      return
    case 'build':
      ways.build(plan.build)
      return
    case 'clean-up':
      cleanUp(engine, plan.choice)
      return
    case 'page':
      ways.page(plan.page)
      return
    case 'registry':
      doRegistryPlan(engine, plan.plan, ways.page)
      return
    case 'list':
      listOnly(plan.words, plan.ids)
      ways.page('containers')
      return
    case 'open':
      ways.container(plan.container.id, plan.tab)
      return
    case 'images':
      showImages(plan.filter)
      ways.page('images')
      return
    case 'image':
      ways.image(pathId(plan.image.id), plan.tab)
      return
    case 'create-volume':
      createVolume(engine, plan.draft)
      return
    case 'volumes':
      showVolumes(plan.filter)
      ways.page('volumes')
      return
    case 'volume':
      ways.volume(plan.name, plan.tab)
      return
    case 'remove-volumes':
      removeVolumes(engine, plan.names)
      return
    case 'save-images':
      saveImages(engine, { images: plan.images, ...plan.start })
      return
    case 'load-images':
      loadImages(engine, plan.start)
      return
    case 'remove-images':
      removeImages(engine, plan.targets, plan.force)
      return
    case 'create-network':
      createNetwork(engine, plan.network)
      return
    case 'networks':
      showNetworks(plan.filter)
      ways.page('networks')
      return
    case 'network':
      ways.network(plan.network.id, plan.tab)
      return
    case 'remove-networks':
      removeNetworks(engine, plan.networks)
      return
    case 'connect':
      void join(engine, plan.network, plan.containers, plan.endpoint)
      return
    case 'disconnect':
      void leave(engine, plan.network, plan.containers, plan.force)
      return
    case 'remove':
      removeContainers(engine, plan.containers)
      return
    case 'act': {
      const { action, containers, grace, signal: kill } = plan
      const [doing, done, participle] = WORDS[action]
      const who = whom(containers)
      void act({
        doing: `${doing} ${who}`,
        done: `${done} ${who}`,
        failed: `${who} could not be ${participle}.`,
        run: (signal) =>
          client.containers.act(
            {
              engine,
              action,
              ids: containers.map(({ id }) => id),
              ...(grace !== undefined && { grace }),
              ...(kill !== undefined && { signal: kill }),
            },
            { signal },
          ),
      })
      return
    }
    case 'rename': {
      const { container, name } = plan
      void act({
        doing: `Renaming ${container.name}`,
        done: `Renamed ${container.name} to ${name}`,
        failed: `${container.name} could not be renamed.`,
        run: (signal) => client.containers.rename({ engine, id: container.id, name }, { signal }),
      })
      return
    }
    case 'wait':
      waitFor(engine, plan.containers)
      return
    case 'copy':
      copyFiles(engine, plan.container, plan.copy)
      ways.container(plan.container.id, 'files')
      return
    case 'export':
      exportContainer(engine, plan.container, plan.file)
      return
    case 'commit': {
      const { container, options } = plan
      void act({
        doing: `Committing ${container.name}`,
        done: `Committed ${container.name}${options.reference === undefined ? '' : ` to ${options.reference}`}`,
        failed: `${container.name} could not be committed.`,
        run: (signal) => client.containers.commit({ engine, id: container.id, ...options }, { signal }),
      })
      return
    }
    case 'limits': {
      const { container, limits } = plan
      void act({
        doing: `Changing the limits of ${container.name}`,
        done: `Changed the limits of ${container.name}`,
        failed: `The limits of ${container.name} could not be changed.`,
        run: (signal) => client.containers.update({ engine, id: container.id, limits }, { signal }),
      })
      return
    }
    case 'nothing':
  }
}
