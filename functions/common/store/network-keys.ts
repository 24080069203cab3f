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
/** Generations of a tenant's key for SFTP, beside the first of all. */
export const networkSshKey = (tenant: string, generation: number) => ({
  pk: `${tenant}#network-ssh-key`,
  sk: String(generation).padStart(6, '0'),
});
/** Which tenant an AS2 name belongs to: what comes in by AS2 has no token. */
export const networkAs2Key = (ownId: string) => ({ pk: `network#as2#${ownId}`, sk: 'owner' });
/** A mapping's versions. */
export const mappingKey = (tenant: string, name: string, version: number) => ({
  pk: `${tenant}#mapping#${name}`,
  sk: String(version).padStart(6, '0'),
});
/** One row for each mapping of a tenant, to list them by: its latest version. */
export const mappingListKey = (tenant: string, name: string) => ({ pk: `${tenant}#mappings`, sk: name });
/** A sample that versions of mappings are tested by, under the hash of its content. */
export const mappingSampleKey = (tenant: string, hash: string) => ({ pk: `${tenant}#mapping-samples`, sk: hash });
/** How far a partner has come with its onboarding, and the evidence of each step. */
export const onboardingKey = (tenant: string, partner: string) => ({ pk: `${tenant}#onboarding`, sk: partner });
export const onboardingHistoryKey = (tenant: string, partner: string, n: number) => ({
  pk: `${tenant}#onboarding-history#${partner}`,
  sk: String(n).padStart(6, '0'),
});
/** Partnerships on their way whose partner says that it is called so in AS2: what it sends before it is in force finds it here. */
export const as2InvitedKey = (tenant: string, as2Id: string, partner: string) => ({
  pk: `${tenant}#as2-invited#${as2Id}`,
  sk: partner,
});
/** Bytes of a test file that was fetched from a partner's server and waits to be judged. */
export const onboardingFileKey = (tenant: string, partner: string, sha256: string) => ({
  pk: `${tenant}#onboarding-files#${partner}`,
  sk: sha256,
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
/** Documents of one partner by their ids, to list them by. */
export const inboundByKey = (tenant: string, partner: string, documentId: string) => ({
  pk: `${tenant}#inbound-by#${partner}`,
  sk: documentId,
});
/** Documents of a partner that are not read to their end. */
export const inboundOpenKey = (tenant: string, partner: string, documentId: string) => ({
  pk: `${tenant}#inbound-open#${partner}`,
  sk: documentId,
});
/** Documents of a partner whose sender is to be told by a file, and was not. */
export const inboundUntoldKey = (tenant: string, partner: string, documentId: string) => ({
  pk: `${tenant}#inbound-untold#${partner}`,
  sk: documentId,
});
/** The document of a partner that has a content, by its hash. */
export const inboundContentKey = (tenant: string, partner: string, sha256: string) => ({
  pk: `${tenant}#inbound-content#${partner}`,
  sk: sha256,
});
/** When a partner's server is asked for files. */
export const fetchKey = (tenant: string, partner: string) => ({ pk: `${tenant}#fetch`, sk: partner });
/** Messages sent by AS2 whose receipts come later, by Message-ID. */
export const as2SentKey = (tenant: string, messageId: string) => ({ pk: `${tenant}#as2-sent`, sk: messageId });
/** Receipts that we owe for messages by AS2, to be sent by themselves. */
export const as2OwedKey = (tenant: string, id: string) => ({ pk: `${tenant}#as2-owed`, sk: id });
/** How a partner answers of late: whether it is spared for a while. */
export const partnerHealthKey = (tenant: string, partner: string) => ({ pk: `${tenant}#partner-health`, sk: partner });
/** Deliveries that wait at a partner's door, or go to it in order, by their place. */
export const partnerLineKey = (tenant: string, partner: string, place: string) => ({
  pk: `${tenant}#partner-line#${partner}`,
  sk: place,
});
/** Messages that stand ready for a partner that fetches them, in the order in which they came to stand there; the place of each; and where they end. */
export const partnerMailKey = (tenant: string, partner: string, at: string) => ({
  pk: `${tenant}#partner-mail#${partner}`,
  sk: at,
});
export const partnerMailOfKey = (tenant: string, partner: string, message: string) => ({
  pk: `${tenant}#partner-mail-of#${partner}`,
  sk: message,
});
export const partnerMailEndKey = (tenant: string, partner: string) => ({
  pk: `${tenant}#partner-mail-end`,
  sk: partner,
});
/** Deliveries to a partner that are parked. */
export const partnerParkedKey = (tenant: string, partner: string, deliveryId: string) => ({
  pk: `${tenant}#partner-parked#${partner}`,
  sk: deliveryId,
});
/** How far it has come that all that is parked for a partner is sent again. */
export const partnerResendKey = (tenant: string, partner: string) => ({ pk: `${tenant}#partner-resend`, sk: partner });
/** Business events that integrators are told of, by day; `at` begins with the time. */
export const announcementKey = (tenant: string, day: string, at: string) => ({
  pk: `${tenant}#announcements#${day}`,
  sk: at,
});
/** What happened and has no place among the announcements yet. */
export const waitingAnnouncementKey = (tenant: string, at: string) => ({
  pk: `${tenant}#announcements-waiting`,
  sk: at,
});
/** Where the announcements of a tenant end. */
export const announcementsEndKey = (tenant: string) => ({ pk: `${tenant}#announcements-end`, sk: 'end' });
/** The place of an announcement, by its id. */
export const announcementPlaceKey = (tenant: string, id: string) => ({ pk: `${tenant}#announcement-places`, sk: id });
/** How far somebody was told of business events. */
export const listenerRunKey = (tenant: string, listener: string) => ({ pk: `${tenant}#listener-runs`, sk: listener });
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
/** The case that a finding, a caller's request or a notice to a holder began, by what tells it from all others. */
export const deskBegunKey = (tenant: string, by: string) => ({ pk: `${tenant}#desk-begun`, sk: by });
/** How many cases that a partner opened by its own client are open. */
export const deskOpenedKey = (tenant: string, partner: string) => ({ pk: `${tenant}#desk-opened`, sk: partner });
/** The latest case that names a thing: what is captured about it may explain the case. */
export const deskThingKey = (tenant: string, epc: string) => ({ pk: `${tenant}#desk-thing#${epc}`, sk: 'case' });
/** Returns that cases of the desk have come to, as long as they stand. */
export const deskReturnKey = (tenant: string, id: string) => ({ pk: `${tenant}#desk-returns`, sk: id });
/** Who holds the packs of a recall: how far it was counted, and packs of each holder slice by slice. */
export const holdersKey = (tenant: string, recall: string) => ({ pk: `${tenant}#holders`, sk: recall });
export const heldPacksKey = (tenant: string, run: string, holder: string, slice: number, part: number) => ({
  pk: `${tenant}#held#${run}`,
  sk: `${holder}#${String(slice).padStart(6, '0')}#${String(part).padStart(4, '0')}`,
});
