import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

/** Holds a JSON value against a JSON Schema (draft-07): what the schema says is wrong, empty when nothing is. */
export function schemaCheck(schema: object): (value: unknown) => string[] {
  // The published schema has keywords that strict mode knows better, and formats beside types it does not name.
  const ajv = new Ajv({ strict: false, allErrors: false, allowUnionTypes: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
