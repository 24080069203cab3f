import { missingMessages } from '#shared/network/onboarding/missing-messages.ts';
import type { Onboarding, OnboardingEvidence, SentMessage } from '#shared/network/onboarding/onboarding.ts';
import { standingAt } from '#shared/network/onboarding/watch.ts';

/** A partnership as our side is told of it: everything but what only finds the invitation. @param at now, ISO 8601 in UTC */
export function tellOnboarding(row: Onboarding, at: string) {
  const { invitation, fetched: _, ...told } = row;
  return {
    ...told,
    state: standingAt(row, at),
    ...(invitation && { invitation: withoutHash(invitation) }),
    missing: missingOf(row),
  };
}

const withoutHash = ({ hash: _, ...told }: NonNullable<Onboarding['invitation']>) => told;

/** What is missing before both can approve, in words. */
export function missingOf(row: Onboarding): string[] {
  const { profile, channel, evidence } = row;
  return [
    ...(profile === undefined ? ['the profile'] : []),
    ...(channel === undefined ? ['the channel'] : []),
    ...(evidence.connection === undefined ? ['a connection test that reached it'] : []),
    ...(profile === undefined ? [] : missingMessages(row)),
  ];
}

/** Our message as the partner is told of it: which bytes came, the partner tells first. */
export function tellSent({ sha256, ...told }: SentMessage) {
  return { ...told, ...(told.acknowledged && { sha256 }) };
}

const tellEvidence = ({ sent, ...shown }: OnboardingEvidence) => ({ ...shown, ...(sent && { sent: tellSent(sent) }) });

/** The same as the partner is told of it: of our people only who approved, and what was said to it. */
export function tellPartner(row: Onboarding, at: string) {
  const { tenant, partner, offers, profile, channel, evidence, returned, suspended, liveSince } = row;
  return {
    tenant,
    partner,
    state: standingAt(row, at),
    offers,
    profile,
    channel,
    evidence: tellEvidence(evidence),
    missing: missingOf(row),
    ...(returned && { returned: { at: returned.at, reason: returned.reason } }),
    ...(suspended && { suspended: { at: suspended.at, reason: suspended.reason } }),
    liveSince,
  };
}
