import * as v from 'valibot';
import { anything, type RouteDescriptions } from './route-description.ts';

const circumstances = v.looseObject({
  disposition: v.optional(v.string()),
  bizStep: v.optional(v.string()),
  readPoint: v.optional(v.string()),
  bizLocation: v.optional(v.string()),
});
const effective = v.looseObject({
  ...circumstances.entries,
  eventTime: v.optional(v.string()),
  through: v.optional(v.string()),
});
const sentAndBack = { sent: v.number(), returned: v.number() };
const word = v.optional(v.string());
/** Who got packs of a lot; what master data lack is named in `missing`. */
const recipient = v.looseObject({
  ...{ name: word, partner: word, gln: word, cnpj: word, city: word, state: word, country: word },
  named: v.optional(v.array(v.string())),
  missing: v.optional(v.array(v.string())),
});
const counts = v.array(v.looseObject({ units: v.number() }));

/** Units, their hierarchy and their lots. */
export const unitsRoutes: RouteDescriptions = {
  'GET /api/units/{epc+}': {
    summary:
      'A pack, case or pallet, by URN or Digital Link: its state, its parents, and `effective`, which tells what its containers went through. ' +
      'Append /history for its journey, with who reported each event, /parents for what it is and was packed in, /contents for all that is in it. ' +
      'Percent-encode the EPC.',
    permission: 'events:query',
    answer: {
      status: 200,
      shape: v.looseObject({
        ...circumstances.entries,
        epc: v.string(),
        exists: v.optional(v.picklist(['commissioned', 'decommissioned', 'unknown'])),
        parents: v.optional(v.array(v.looseObject({ epc: v.string(), kind: v.string(), since: v.string() }))),
        children: v.optional(v.number()),
        effective: v.optional(effective),
        history: v.optional(v.array(anything)),
        past: v.optional(v.array(anything)),
        contents: v.optional(v.array(anything)),
      }),
    },
  },
  'GET /api/lots/{lot}/units': {
    summary: 'Units of a lot in the order in which they began, with their state and parent',
    permission: 'events:query',
    answer: {
      status: 200,
      shape: v.looseObject({
        gtin: v.string(),
        lot: v.string(),
        units: v.array(v.looseObject({ epc: v.string(), serial: v.string(), state: v.string(), effective })),
        nextPageToken: v.optional(v.string()),
      }),
    },
  },
  'GET /api/lots/{lot}/summary': {
    summary: 'How many units of a lot are in which state, disposition and place',
    permission: 'events:query',
    answer: {
      status: 200,
      shape: v.looseObject({
        gtin: v.string(),
        lot: v.string(),
        units: v.number(),
        states: counts,
        dispositions: counts,
        places: counts,
      }),
    },
  },
  'GET /api/lots/{lot}/distribution-map': {
    summary:
      'Who got how many packs of a lot on which days, net of returns and voided shipments, and what is still ours; as CSV too. ' +
      'A page counts so many packs, and figures of pages add up',
    permission: 'events:query',
    answer: {
      status: 200,
      shape: v.looseObject({
        ...{ gtin: v.string(), lot: v.string(), name: word, registration: word, manufactured: word, expiry: word },
        at: v.string(),
        notes: v.array(v.string()),
        recipients: v.array(
          v.looseObject({
            recipient,
            ...sentAndBack,
            quantity: v.number(),
            days: v.array(v.looseObject({ day: v.string(), ...sentAndBack })),
          }),
        ),
        totals: v.looseObject({
          units: v.number(),
          ...sentAndBack,
          quantity: v.number(),
          ours: v.number(),
          ended: v.number(),
          leftTwice: v.number(),
        }),
        nextPageToken: v.optional(v.string()),
      }),
    },
  },
};
