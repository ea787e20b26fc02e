import { HighlightStyle } from '@codemirror/language'
import { tags } from '@lezer/highlight'

/** Colours of a Dockerfile’s words. */
export const LOOKS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--ansi-5)', fontWeight: '600' },
  { tag: tags.comment, color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: tags.string, color: 'var(--ansi-2)' },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: 'var(--ansi-4)' },
  { tag: tags.number, color: 'var(--ansi-3)' },
  { tag: tags.invalid, color: 'var(--bad)' },
])
