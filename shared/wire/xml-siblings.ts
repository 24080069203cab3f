/** Finds elements of one name that follow each other and hold nothing but text: a long list of identifiers, most often. */
export interface XmlSiblings {
  /** As it is spelled in the tags. */
  readonly tag: string;
  /** Where the block's next end tag of that name ends; undefined when there is none. */
  afterNext(block: string, from: number): number | undefined;
  /** Where one more such element ends that begins at once, or after white space; undefined when something else follows. */
  endOfNext(block: string, from: number): number | undefined;
}

/**
 * Tells only elements that need no tokeniser: no attributes, no reference, no line end that XML would write otherwise, no
 * character that XML 1.0 forbids.
 */
export function xmlSiblings(tag: string): XmlSiblings {
  const end = `</${tag}>`;
  const name = tag.replaceAll(/[.\\-]/g, '\\$&');
  const whole = new RegExp(`[\\t\\n ]*<${name}>[^<>&\\]\\u0000-\\u0008\\u000b-\\u001f\\ufffe\\uffff]*</${name}>`, 'y');
  return {
    tag,
    afterNext(block, from) {
      const at = block.indexOf(end, from);
      return at < 0 ? undefined : at + end.length;
    },
    endOfNext(block, from) {
      whole.lastIndex = from;
      return whole.test(block) ? whole.lastIndex : undefined;
    },
  };
}
