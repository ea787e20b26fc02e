/**
 * What a terminal would not show as it is: escape sequences (CSI; OSC, DCS, SOS, PM and APC with their text;
 * character set and other two-character ones) and the control characters other than tab and carriage return.
 */
export const ESCAPES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g
const SPECIAL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/

/**
 * A log line as it is read: without escape sequences and control characters, tabs kept, and of what a carriage return
 * had written over only the last.
 */
export function plainText(text: string): string {
  if (!SPECIAL.test(text)) return text
  const shown = text.replace(ESCAPES, '').replace(/\r+$/, '')
  return shown.slice(shown.lastIndexOf('\r') + 1)
}
