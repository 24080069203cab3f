import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { fullFormats } from 'ajv-formats/dist/formats.js';

/**
 * Holds a JSON value against a JSON Schema (draft-07): what the schema says is wrong, empty when nothing is. Its URIs may be
 * IRIs, which are checked as the URIs that they stand for (RFC 3987 §3.1): the standard takes them, and draft-07 has a
 * format of its own for them that the published schema does not use.
 */
export function schemaCheck(schema: object): (value: unknown) => string[] {
  // The published schema has keywords that strict mode knows better, and formats beside types it does not name.
  const ajv = new Ajv({ strict: false, allErrors: false, allowUnionTypes: true });
  addFormats.default(ajv);
  const { uri } = fullFormats;
  if (typeof uri !== 'function') throw new TypeError('the format of URIs is no function');
  ajv.addFormat('uri', (text: string) => uri(text.replaceAll(/\P{ASCII}/gu, encodeURIComponent)));
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
