const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text between tags. */
export const escapedXml = (text: string): string => text.replace(/[&<>"]/g, (one) => escapes[one] ?? one);
