/**
 * An element that holds nothing but text and needs no tokeniser: no attributes, no reference, no line end that XML would
 * write otherwise, no character that XML 1.0 forbids. White space may stand before it.
 */
const leaf =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 §2.2 forbids these
  /[\t\n ]*<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)>[^<>&\]\u0000-\u0008\u000b-\u001f\ufffe\uffff]*<\/\1>/y;

/** Where such an element ends that begins there, at once or after white space; undefined when something else follows. */
export function endOfLeaf(block: string, from: number): number | undefined {
  leaf.lastIndex = from;
  return leaf.test(block) ? leaf.lastIndex : undefined;
}
