/** Keys of what partners exchange, beside those of `keys.ts`; the tenant leads them as well. */

// registry: small, edited by people
/** What proves at a partner who we are, sealed. */
export const partnerCredentialsKey = (tenant: string, partner: string) => ({
  pk: `${tenant}#partner-credentials`,
  sk: partner,
});
/** What is a tenant's own towards partners: its AS2 name, certificates, keys. */
export const networkIdentityKey = (tenant: string, generation: number) => ({
  pk: `${tenant}#network-identity`,
  sk: String(generation).padStart(6, '0'),
});
/** Which tenants have a partner of an AS2 name: what comes in by AS2 has no token. */
export const networkAs2Key = (ownId: string, partnerId: string) => ({ pk: `network#as2#${ownId}`, sk: partnerId });
/** A mapping's versions. */
export const mappingKey = (tenant: string, name: string, version: number) => ({
  pk: `${tenant}#mapping#${name}`,
  sk: String(version).padStart(6, '0'),
});
/** One row for each mapping of a tenant, to list them by: its latest version. */
export const mappingListKey = (tenant: string, name: string) => ({ pk: `${tenant}#mappings`, sk: name });
/** How far a partner has come with its onboarding, and the evidence of each step. */
export const onboardingKey = (tenant: string, partner: string) => ({ pk: `${tenant}#onboarding`, sk: partner });
export const onboardingHistoryKey = (tenant: string, partner: string, n: number) => ({
  pk: `${tenant}#onboarding-history#${partner}`,
  sk: String(n).padStart(6, '0'),
});
/** An invitation by the hash of its token: who holds the token is the partner. */
export const networkInvitationKey = (hash: string) => ({ pk: `network#invitation#${hash}`, sk: 'invitation' });

// deliveries: queue-like
/** Documents that came in, by an id that follows from what their sender knows them by; ids begin with the time. */
export const inboundKey = (tenant: string, documentId: string) => ({ pk: `${tenant}#inbound`, sk: documentId });
/** The document that a sender's own id names. */
export const inboundOfKey = (tenant: string, partner: string, way: string, senderId: string) => ({
  pk: `${tenant}#inbound-of#${partner}#${way}`,
  sk: senderId,
});
/** When a partner's server is asked for files. */
export const fetchKey = (tenant: string, partner: string) => ({ pk: `${tenant}#fetch`, sk: partner });
/** How a partner answers of late: whether it is spared for a while. */
export const partnerHealthKey = (tenant: string, partner: string) => ({ pk: `${tenant}#partner-health`, sk: partner });
/** Business events that integrators are told of, by day; `at` begins with the time. */
export const announcementKey = (tenant: string, day: string, at: string) => ({
  pk: `${tenant}#announcements#${day}`,
  sk: at,
});
/** Who is told of business events, and what it was told. */
export const listenerKey = (tenant: string, listener: string) => ({ pk: `${tenant}#listeners`, sk: listener });
export const listenerLogKey = (tenant: string, listener: string, at: string) => ({
  pk: `${tenant}#listener-log#${listener}`,
  sk: at,
});
/** Cases between companies, what happened to each, and what is attached. */
export const deskCaseKey = (tenant: string, id: string) => ({ pk: `${tenant}#desk`, sk: id });
export const deskHistoryKey = (tenant: string, id: string, n: number) => ({
  pk: `${tenant}#desk-history#${id}`,
  sk: String(n).padStart(6, '0'),
});
