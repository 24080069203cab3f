import * as v from 'valibot';
import type { Failure } from '#shared/delivery/failure.ts';

const problem = v.object({ detail: v.string() });

/** A call to the cloud that came to nothing; `failure` decides whether it may be made again. */
export class CloudFailure extends Error {
  override readonly name = 'CloudFailure';
  readonly failure: Failure;

  constructor(failure: Failure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }

  /** What an answer that is no success means. */
  static async of(path: string, answer: Response): Promise<CloudFailure> {
    const text = await answer.text().catch(() => '');
    const said = v.safeParse(v.pipe(v.string(), v.parseJson(), problem), text);
    const detail = said.success ? said.output.detail : text.slice(0, 200);
    return new CloudFailure(failureOf(answer.status), `${path}: ${answer.status} ${detail}`.trim());
  }
}

/** 429 and 503 did nothing and may pass; another 5xx may have done its work before it failed. */
function failureOf(status: number): Failure {
  if (status === 429 || status === 503) return 'transient';
  return status >= 500 ? 'ambiguous' : 'permanent';
}
