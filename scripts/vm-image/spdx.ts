import { createHash } from 'node:crypto'
import type { Architecture, Lock } from './lock.ts'

/**
 * The image’s bill of materials, as SPDX 2.3: every Debian package with its version and hash, and our own first process.
 * The same lock file gives the same bytes.
 */
export function billOfMaterials(lock: Lock, architecture: Architecture, imageHash: string): string {
  const packages = lock.packages[architecture].map((one) => ({
    SPDXID: identifier(one.name),
    name: one.name,
    versionInfo: one.version,
    supplier: 'Organization: Debian',
    downloadLocation: `http://deb.debian.org/${one.path}`,
    filesAnalyzed: false,
    checksums: [{ algorithm: 'SHA256', checksumValue: one.sha256 }],
    sourceInfo: `built from the Debian source package ${one.source}`,
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: 'NOASSERTION',
    copyrightText: `See usr/share/doc/${one.name}/copyright in the image.`,
    externalRefs: [
      {
        referenceCategory: 'PACKAGE-MANAGER',
        referenceType: 'purl',
        referenceLocator: `pkg:deb/debian/${encodeURIComponent(one.name)}@${encodeURIComponent(one.version)}?arch=${architecture}`,
      },
    ],
  }))
  const image = {
    SPDXID: 'SPDXRef-image',
    name: `slipway-vm-${architecture}`,
    versionInfo: imageHash.slice(0, 12),
    supplier: 'Organization: Slipway',
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: 'NOASSERTION',
    copyrightText: 'NOASSERTION',
  }
  const guest = { ...image, SPDXID: 'SPDXRef-slipway-guest', name: 'slipway-guest', licenseDeclared: 'Apache-2.0' }
  const sources = lock.sources.map((one) => ({
    SPDXID: identifier(`${one.name}-source`),
    name: one.name,
    versionInfo: one.version,
    supplier: 'Organization: Debian',
    downloadLocation: `http://deb.debian.org/${one.path}`,
    filesAnalyzed: false,
    checksums: [{ algorithm: 'SHA256', checksumValue: one.sha256 }],
    sourceInfo: 'compiled from this release when the image was built',
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: 'NOASSERTION',
    copyrightText: `See usr/share/doc/${one.name}/copyright in the image.`,
  }))
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: image.name,
    documentNamespace: `https://slipway.invalid/spdx/${createHash('sha256').update(`${architecture}${imageHash}`).digest('hex')}`,
    creationInfo: {
      created: new Date(lock.resolvedAt * 1000).toISOString().replace(/\.\d+/, ''),
      creators: ['Tool: slipway-vm-image'],
    },
    packages: [image, guest, ...sources, ...packages],
    relationships: [
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: image.SPDXID },
      ...[guest, ...sources, ...packages].map((one) => ({
        spdxElementId: image.SPDXID,
        relationshipType: 'CONTAINS',
        relatedSpdxElement: one.SPDXID,
      })),
    ],
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function identifier(name: string): string {
  return `SPDXRef-${name.replace(/[^A-Za-z0-9.-]/g, '-')}`
}
