import * as v from 'valibot';
import type { Failure } from '#shared/delivery/failure.ts';

const problem = v.object({
  detail: v.string(),
  at: v.optional(v.string()),
  rule: v.optional(v.string()),
  remedy: v.optional(v.string()),
});
/** What the cloud has against a call: where, by which rule, and what to do (RFC 9457). */
export type CloudProblem = v.InferOutput<typeof problem>;

/** A call to the cloud that came to nothing; `failure` decides whether it may be made again. */
export class CloudFailure extends Error {
  override readonly name = 'CloudFailure';
  readonly failure: Failure;
  /** What the cloud said, where it said something. */
  readonly problem: CloudProblem | undefined;
  /** HTTP status of its answer; undefined when nobody answered. */
  readonly status: number | undefined;

  constructor(
    failure: Failure,
    message: string,
    options?: ErrorOptions & { readonly problem?: CloudProblem; readonly status?: number },
  ) {
    super(message, options);
    this.failure = failure;
    this.problem = options?.problem;
    this.status = options?.status;
  }

  /** What an answer that is no success means. */
  static async of(path: string, answer: Response): Promise<CloudFailure> {
    const text = await answer.text().catch(() => '');
    const said = v.safeParse(v.pipe(v.string(), v.parseJson(), problem), text);
    const detail = said.success ? said.output.detail : text.slice(0, 200);
    const told = { status: answer.status, ...(said.success && { problem: said.output }) };
    return new CloudFailure(failureOf(answer.status), `${path}: ${answer.status} ${detail}`.trim(), told);
  }
}

/** 429 and 503 did nothing and may pass; another 5xx may have done its work before it failed. */
function failureOf(status: number): Failure {
  if (status === 429 || status === 503) return 'transient';
  return status >= 500 ? 'ambiguous' : 'permanent';
}
