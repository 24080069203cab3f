import { toJsonSchema } from '@valibot/to-json-schema';
import type { Endpoint } from '#common/http.ts';
import { versionOf } from '#shared/announcements/kind-versions.ts';
import { isKind, kinds } from '#shared/announcements/kinds.ts';

/** Everything that integrators are told of, with the version and the JSON Schema of what is said. */
export const listKinds: Endpoint = async () => ({
  status: 200,
  body: {
    kinds: Object.entries(kinds).map(([kind, { means, data }]) => ({
      kind,
      version: isKind(kind) ? versionOf(kind) : 1,
      means,
      schema: toJsonSchema(data),
    })),
  },
});
