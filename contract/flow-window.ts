/** How many items of a stream may be under way without the reader's word. */
export const FLOW_WINDOW = 16
