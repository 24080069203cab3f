/** A place in a text. Both count from 1; columns are UTF-16 code units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export const TEXT_START: TextPlace = { line: 1, column: 1 };

/** The place `offset` units behind the beginning of a text that itself begins at `from`. */
export function placeIn(text: string, offset: number, from: TextPlace = TEXT_START): TextPlace {
  let line = from.line;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: line === from.line ? from.column + offset : offset - lineStart + 1 };
}
