import * as v from 'valibot';

const statusShape = v.object({
  lines: v.array(
    v.looseObject({
      line: v.string(),
      devices: v.record(v.string(), v.string()),
      alarms: v.array(
        v.looseObject({
          code: v.string(),
          detail: v.string(),
          stops: v.boolean(),
          signed: v.optional(v.boolean(), false),
          remedy: v.optional(v.string(), ''),
          raisedAt: v.optional(v.string(), ''),
        }),
      ),
      batch: v.optional(
        v.looseObject({
          lot: v.string(),
          counts: v.looseObject({
            printed: v.number(),
            verified: v.number(),
            rejected: v.number(),
            packed: v.number(),
          }),
        }),
      ),
    }),
  ),
});
export type LineStatus = v.InferOutput<typeof statusShape>['lines'][number];

const WAIT_MS = 2_000;

/** Where the plant's lines stand, as its operator's page tells; none while the agent starts or starts again. */
export async function lineStatuses(hmiUrl: string): Promise<LineStatus[]> {
  try {
    const response = await fetch(`${hmiUrl}/status`, { signal: AbortSignal.timeout(WAIT_MS) });
    return v.parse(statusShape, await response.json()).lines;
  } catch {
    return [];
  }
}
