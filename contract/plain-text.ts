/**
 * What a terminal would not show as it is: escape sequences (CSI; OSC, DCS, SOS, PM and APC with their text;
 * character set and other two-character ones) and the control characters other than tab and carriage return.
 */
const ESCAPES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g
const SPECIAL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/

/** The part of a line that a terminal shows in the end: what follows its last carriage return. */
export function overwritten(text: string): string {
  const end = text.replace(/\r+$/, '')
  return end.slice(end.lastIndexOf('\r') + 1)
}

/** A log line as it is read: without escape sequences and control characters, tabs kept. */
export function plainText(text: string): string {
  if (!SPECIAL.test(text)) return text
  return overwritten(text.replace(ESCAPES, ''))
}
