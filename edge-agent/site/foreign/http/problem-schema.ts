/** A refusal as a problem document (RFC 9457), in JSON Schema. */
export const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string', description: '`urn:seriate:problem:` and why' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    at: { type: 'string', description: 'JSON pointer of the offending place' },
    rule: { type: 'string', description: 'Standard and clause' },
    remedy: { type: 'string', description: 'What to do next' },
  },
};
