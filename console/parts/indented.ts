/** JSON or XML as people read it, an element or member a line. What is neither stays as it is. */
export function indented(text: string): string {
  if (text.trimStart().startsWith('<')) return indentedXml(text);
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

/** Breaks between elements only: the text in one, be it blank, stays as it is. */
function indentedXml(text: string): string {
  let depth = 0;
  const lines = text
    .trim()
    .replaceAll(/>\s*(?=<[^/])/g, '>\n')
    .replaceAll(/(<\/[^>]*>|\/>)\s*(?=<\/)/g, '$1\n')
    .split('\n');
  return lines
    .map((line) => {
      if (line.startsWith('</')) depth--;
      const told = '  '.repeat(Math.max(0, depth)) + line;
      const isWhole = /^<[?!]/.test(line) || line.endsWith('/>') || line.includes('</');
      if (!isWhole && line.startsWith('<')) depth++;
      return told;
    })
    .join('\n');
}
