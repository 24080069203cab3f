import type { Json } from '../wire/json.ts';
import type { Context, Extensible } from './event.ts';

/** One thing that went wrong, as RFC 9457 tells it; it lets others add members of any name. */
export interface JobProblem {
  readonly type: string;
  readonly title: string;
  /** HTTP status, 100 to 999. */
  readonly status?: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly [extension: string]: Json | undefined;
}

/**
 * How far a capture has come (EPCIS 2.0 REST binding). `success` turns false with the first error: then a job that runs
 * goes on (`proceed`) or takes back what was stored (`rollback`), and `errors` or `errorFile` say what was wrong.
 */
export interface CaptureJob extends Extensible {
  readonly '@context'?: Context;
  readonly captureID: string;
  readonly running: boolean;
  readonly success: boolean;
  /** Neither schema insists on it. */
  readonly createdAt?: string;
  readonly finishedAt?: string;
  readonly captureErrorBehaviour: 'rollback' | 'proceed';
  /** One or more. */
  readonly errors?: readonly JobProblem[];
  /** Where the errors can be read, in their place. */
  readonly errorFile?: string;
}

/** The namespace of what RFC 9457, appendix B, calls extension members, where a problem is told in XML. */
export const PROBLEM_NAMESPACE = 'urn:ietf:rfc:7807';
