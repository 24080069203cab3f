import type { RuleCode } from './rules.ts';

export interface RuleText {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What it may mean. */
  readonly means: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** What people are told of each rule. Apart from the rules, since most functions open exceptions and never tell of them. */
export const ruleTexts: Readonly<Record<RuleCode, RuleText>> = {
  'commissioned-twice': {
    title: 'Commissioned while it exists',
    means: 'two items may carry one serial number, or one item was reported twice in different words',
    remedy: 'find both items; decommission one, or declare one of the events an error',
  },
  'never-issued': {
    title: 'Serial never issued',
    means:
      'a pool of ours issues this product or these SSCCs, and it never issued this number: a falsified, misread or foreign code',
    remedy: 'quarantine the item and read its code again; declare the events an error when the code was misread',
  },
  'acted-on-after-end': {
    title: 'Acted upon after its end',
    means:
      'something decommissioned or destroyed was packed, moved or dispensed: the end was reported for the wrong item, or the item came back',
    remedy: 'find the item; declare the decommissioning an error, or quarantine what was moved',
  },
  'never-commissioned': {
    title: 'Never commissioned',
    means:
      'a number of ours is in use and no event says when, where and in which lot it began: a document may be missing',
    remedy: 'capture the commissioning; late documents clear this by themselves',
  },
  'before-commissioning': {
    title: 'Acted upon before it existed',
    means:
      'an event happened to the item earlier than its commissioning: a clock was wrong, or the serial belongs to another item',
    remedy: 'compare the clocks of both sources; declare the wrong event an error and send it with its true time',
  },
  'packed-twice': {
    title: 'Packed in two places',
    means:
      'it was put into a second container and never left the first: one of the two does not hold what its label says',
    remedy: 'open both containers; capture the unpacking that is missing, or declare the wrong packing an error',
  },
  'moved-without-parent': {
    title: 'Moved without its container',
    means:
      'it was shipped, received or seen elsewhere while the records have it in a container that did not move with it',
    remedy: 'capture the unpacking that is missing, or declare the wrong event an error',
  },
  'left-inside': {
    title: 'Ended with contents inside',
    means: 'a container was decommissioned or destroyed and the records still have existing items in it',
    remedy: 'capture what became of the contents: unpacked before, or destroyed with it',
  },
  'lot-contradiction': {
    title: 'Two lots or expiry dates',
    means: 'events disagree on the lot or the expiry date of one item: what is printed on it may be neither',
    remedy: 'read the item; declare the event with the wrong data an error',
  },
  'nothing-to-unpack': {
    title: 'Unpacked what was not inside',
    means:
      'contents were taken out of a container that did not hold them: a packing event is missing, or the wrong label was read',
    remedy: 'capture the packing that is missing, or declare the unpacking an error',
  },
  'impossible-time': {
    title: 'Impossible time',
    means: 'the event lies in the future of its recording, or many years before it: a clock is wrong',
    remedy: 'set the clock of the source; declare the event an error and send it with its true time',
  },
  'history-too-long': {
    title: 'Too many events to judge',
    means: 'more events name the item or its container than are read at once: nothing else about it is checked',
    remedy: 'find out why so many events name it; page them by GET /epcis/events?MATCH_anyEPC=',
  },
  'unknown-product': {
    title: 'Unknown product',
    means: 'neither the product list nor captured master data has this GTIN',
    remedy: 'add the product, or ask the sender for its master data; accept it when the product is none of yours',
  },
  'unknown-place': {
    title: 'Unknown place',
    means: 'the place belongs to no company of the registry and no captured master data describes it',
    remedy: 'capture its master data, or add the partner it belongs to',
  },
  'us-document': {
    title: 'Document against the GS1 US guideline',
    means:
      'a partner’s document breaks a rule of the guideline for the DSCSA: the transaction information may be incomplete, or not that of the goods',
    remedy:
      'ask the sender for a document without the mistake before the goods are sold on; docs/regulators-us.md tells the rules',
  },
  'lot-unreconciled': {
    title: 'Lot of a packer does not add up',
    means:
      'a partner closed a lot that it packs for us, and what it told of its numbers does not fit what it was given and what was captured: packs may be missing, or be too many',
    remedy:
      'look at the lot’s reconciliation and ask the partner for a corrected report, with a later EndedAt; this is cleared when that adds up',
  },
  'not-reported': {
    title: 'Not told to regulators',
    means:
      'an event that regulators may have to hear of is about more things than can be looked into: what became of released packs may be unreported',
    remedy: 'declare the event an error and capture it anew in parts: each is planned by itself',
  },
  'unknown-country': {
    title: 'Shipped to an unknown country',
    means:
      'goods left and nobody knows for which country, or moved and nobody knows between whom: what a regulator must be told of that is open',
    remedy:
      'give the partner that takes them an address, or add the location or partner that is not known: it is planned within an hour, and this is cleared',
  },
  'not-verified': {
    title: 'Did not verify',
    means:
      'a trading partner asked about a pack of ours and what it read does not fit what we know: it may be scanned wrongly, or be suspect product',
    remedy:
      'look into it within the day; open a case of suspect product from this exception (POST /api/dscsa/suspects), or resolve it with the reason',
  },
  'suspect-moved': {
    title: 'Moved while suspect',
    means:
      'a pack that is kept apart as suspect or illegitimate product was shipped: it may be on its way to somebody who sells it',
    remedy:
      'stop the goods and tell who takes them (POST /api/desk/suspects/{id}/notices); resolve it with the reason where they go back to be examined or destroyed',
  },
  'and-more': {
    title: 'More exceptions than are listed',
    means: 'one capture opened more exceptions than are kept one by one: most have one common cause',
    remedy: 'resolve the cause of those that are listed first, then look at the units of the capture',
  },
};
