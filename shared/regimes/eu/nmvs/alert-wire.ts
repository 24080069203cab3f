import * as v from 'valibot';
import { type Refusal, refuse } from '../../../refusal.ts';
import type { NmvsAlert } from './alert.ts';

/**
 * Alerts reach a holder through the Hub, whose interface is given to onboarded parties only. This wire is therefore our own: an adapter in
 * front of the Hub, or of a national alert system, speaks it, and so does the sandbox. `GET /v1/alerts?after=<next>` answers pages in the
 * order in which alerts were raised.
 */
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

const alert = v.object({
  alertId: text,
  code: text,
  raisedAt: v.pipe(v.string(), v.isoTimestamp()),
  operation: v.optional(text),
  productCode: text,
  batch: v.optional(text),
  expiry: v.optional(text),
  serial: v.optional(text),
  location: v.optional(text),
});
type Told = v.InferOutput<typeof alert>;

/** `next`: what the next page begins behind. */
const page = v.object({ alerts: v.pipe(v.array(v.unknown()), v.maxLength(1000)), next: v.string() });

/** An alert that is none by this wire: as it was told, and why. */
export interface IllegibleAlert {
  /** JSON. */
  readonly told: string;
  readonly why: string;
}

export interface AlertPage {
  readonly alerts: readonly (NmvsAlert | IllegibleAlert)[];
  readonly next: string;
}

/** Path and query of the page behind a place. */
export const alertsPath = (after: string): string => `/v1/alerts?after=${encodeURIComponent(after)}`;

/** Reads a page of alerts of a country. One that cannot be read does not hide the others. */
export function readAlerts(body: string, country: string): AlertPage | Refusal {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), page), body);
  if (!read.success) return refuse('malformed', `not a page of alerts: ${read.issues[0].message}`);
  const { alerts, next } = read.output;
  return { next, alerts: alerts.map((told) => oneOf(told, country)) };
}

function oneOf(told: unknown, country: string): NmvsAlert | IllegibleAlert {
  const read = v.safeParse(alert, told);
  if (read.success) return alertOf(read.output, country);
  const [issue] = read.issues;
  return { told: JSON.stringify(told), why: `${v.getDotPath(issue) ?? 'it'}: ${issue.message}` };
}

function alertOf(told: Told, country: string): NmvsAlert {
  const { alertId, code, raisedAt, productCode, operation, batch, expiry, serial, location } = told;
  return {
    alertId,
    code,
    country,
    raisedAt,
    productCode,
    ...(operation && { operation }),
    ...(batch && { batch }),
    ...(expiry && { expiry }),
    ...(serial && { serial }),
    ...(location && { location }),
  };
}
