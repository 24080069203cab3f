/**
 * The charset that a content type names for a document in XML (RFC 7303 §3). In JSON it has no meaning (RFC 8259 §11): there the bytes alone tell.
 */
export function charsetOf(contentType: string): string | undefined {
  const [type = '', ...parameters] = contentType.split(';');
  if (!/[/+]xml$/i.test(type.trim())) return undefined;
  const named = parameters.map((one) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(one)?.[1]);
  return named.find((one) => one !== undefined);
}
