import * as v from 'valibot';
import { address } from '../../master-data/location.ts';
import { partner, partnerDocuments } from '../../master-data/partner.ts';
import { channelKinds } from '../channel-kinds.ts';
import { channelSettings } from '../channel-settings.ts';
import { documentForms } from './test-cases.ts';

const { name, party, gln, kind, document, licences, contacts } = partner.entries;

/** What a partner says of itself. */
export const onboardingProfile = v.strictObject({
  name,
  party,
  /** Absent: that of the party. */
  gln,
  kind,
  address,
  licences,
  contacts: v.pipe(v.unwrap(contacts), v.minLength(1, 'must name somebody at least')),
  /** What it wants to be told in; absent: EPCIS 2.0 JSON. */
  document,
  /** In which forms it will send documents, each of which is tested. */
  sends: v.pipe(
    v.array(v.picklist(documentForms)),
    v.minLength(1),
    v.maxLength(documentForms.length),
    v.check((forms) => new Set(forms).size === forms.length, 'must name each form once'),
  ),
});
export type OnboardingProfile = v.InferOutput<typeof onboardingProfile>;

const { https, as2, sftp, tenant, results } = channelSettings;

/** How a partner is reached, as it says it; what is secret goes beside it. */
export const onboardingChannel = v.strictObject({
  channel: partner.entries.channel,
  url: partner.entries.url,
  https,
  as2,
  sftp,
  tenant,
  results,
});
export type OnboardingChannel = v.InferOutput<typeof onboardingChannel>;

const someOf = <const Words extends readonly string[]>(words: Words) =>
  v.pipe(v.array(v.picklist(words)), v.minLength(1), v.maxLength(words.length));

/** What the partner may choose from, everything where it is absent; and by which of our mappings it is told and read. */
export const onboardingOffers = v.strictObject({
  channels: v.optional(someOf(channelKinds)),
  documents: v.optional(someOf(partnerDocuments)),
  mapping: channelSettings.mapping,
});
export type OnboardingOffers = v.InferOutput<typeof onboardingOffers>;
