/** What is on an engine for Slipway’s own sake alone carries this label; its value says what it is. */
export const OWN_LABEL = 'io.slipway.helper'
/** A container’s own name begins so, and its image’s tag is of that repository. */
export const OWN_CONTAINER = 'slipway-toolbox-'
export const OWN_IMAGE = 'slipway/toolbox'
/** A volume’s own, that has what a checkpoint kept of another one. */
export const OWN_VOLUME = 'slipway-checkpoint-'

const OWN_NAME = new RegExp(`^/?${OWN_CONTAINER}[0-9a-f]{12}$`)
const OWN_VOLUME_NAME = new RegExp(`^${OWN_VOLUME}[0-9a-f]{12}$`)
const OWN_TAG = new RegExp(`(?:^|/)${OWN_IMAGE}:[0-9a-f]{12}$`)

type Labels = Readonly<Record<string, string>> | null | undefined

/** Podman’s account of the disk leaves all labels out. */
const mayBe = (labels: Labels): boolean => labels?.[OWN_LABEL] !== undefined || Object.keys(labels ?? {}).length === 0

/** Slipway’s own container. The label alone is no proof: a container has those of its image, and that may be anybody’s. */
export const isOwnContainer = (one: { Names?: readonly string[] | null | undefined; Labels?: Labels }): boolean =>
  mayBe(one.Labels) && (one.Names ?? []).some((name) => OWN_NAME.test(name))

/** Slipway’s own volume. */
export const isOwnVolume = ({ Name, Labels }: { Name: string; Labels?: Labels }): boolean =>
  mayBe(Labels) && OWN_VOLUME_NAME.test(Name)

/** Slipway’s own image. */
export const isOwnImage = (one: { RepoTags?: readonly string[] | null | undefined; Labels?: Labels }): boolean =>
  mayBe(one.Labels) && (one.RepoTags ?? []).some((tag) => OWN_TAG.test(tag))
