import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { importStates, listProblem, listTypes } from '#shared/messages/pools-api.ts';

const counter = v.pipe(v.number(), v.integer(), v.minValue(0));
export const storedImport = v.object({
  importId: v.string(),
  pool: v.string(),
  state: v.picklist(importStates),
  /** What of the bucket it is, as it was when it came. */
  key: v.string(),
  etag: v.string(),
  bytes: counter,
  mediaType: v.picklist(listTypes),
  by: v.string(),
  home: v.string(),
  at: v.string(),
  endedAt: v.exactOptional(v.string()),
  first: v.exactOptional(counter),
  last: v.exactOptional(counter),
  count: v.exactOptional(counter),
  problems: v.exactOptional(v.array(listProblem)),
  remedy: v.exactOptional(v.string()),
  /** Rows of its codes may have been put; it stays when the list is refused. */
  stored: v.exactOptional(v.boolean()),
});
/** A list of codes on its way into a pool. Its row is the truth; the queue only wakes. */
export type SerialImport = v.InferOutput<typeof storedImport>;

/** How a list is called among those of its GTIN. */
export const listName = ({ pool, importId }: Pick<SerialImport, 'pool' | 'importId'>) => `${pool}#${importId}`;

export const hasEnded = ({ state }: SerialImport): boolean => state === 'imported' || state === 'refused';

/** Where lists are kept, and where `sweep` looks. */
export interface ImportTables {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
  readonly deliveriesTable: string;
}
