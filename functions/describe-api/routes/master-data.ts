import * as v from 'valibot';
import { location } from '#shared/master-data/location.ts';
import { partner } from '#shared/master-data/partner.ts';
import { product } from '#shared/master-data/product.ts';
import { approvalReport, approvals } from '#shared/messages/approvals.ts';
import {
  approval,
  differenceList,
  importReport,
  locationItem,
  locationPage,
  locationVersion,
  locationVersionPage,
  partnerItem,
  partnerPage,
  partnerVersion,
  partnerVersionPage,
  productItem,
  productPage,
  productVersion,
  productVersionPage,
  rejection,
  submission,
} from '#shared/messages/master-data-api.ts';
import type { RouteDescriptions } from './route-description.ts';

interface Shapes {
  readonly plural: string;
  readonly id: string;
  readonly one: string;
  readonly content: v.GenericSchema;
  readonly item: v.GenericSchema;
  readonly page: v.GenericSchema;
  readonly version: v.GenericSchema;
  readonly versions: v.GenericSchema;
}

const csv = v.pipe(
  v.string(),
  v.description('CSV (RFC 4180) in UTF-8, 5 MB and 2,000 rows at most, content type text/csv'),
);
const reads = 'registry:read';
const writes = 'registry:write';
const approves = 'master-data:approve';

function routesOf({ plural, id, one, content, item, page, version, versions }: Shapes): RouteDescriptions {
  const path = `/api/${plural}/{${id}}`;
  return {
    [`GET /api/${plural}`]: {
      summary: `${plural}: what is in force, and which versions are open`,
      permission: reads,
      answer: { status: 200, shape: page },
    },
    [`POST /api/${plural}/approvals`]: {
      summary: `Approve many submitted versions of ${plural}, 200 at most; each stands or is refused for itself`,
      permission: approves,
      body: approvals,
      answer: { status: 200, shape: approvalReport },
    },
    [`GET ${path}`]: {
      summary: `A ${one} as it is in force`,
      permission: reads,
      answer: { status: 200, shape: item },
    },
    [`PUT ${path}`]: {
      summary: `Write a ${one}: a draft that another person approves; the same content again changes nothing`,
      permission: writes,
      body: content,
      answer: { status: 201, shape: version },
    },
    [`DELETE ${path}`]: {
      summary: `Ask that a ${one} that nothing hangs on is withdrawn: another person approves it (204: it is withdrawn already)`,
      permission: writes,
      answer: { status: 202, shape: version },
    },
    ...versionRoutes(path, one, version, versions),
    ...decisionRoutes(path, one, version),
    ...sheetRoutes(plural),
  };
}

function versionRoutes(
  path: string,
  one: string,
  version: v.GenericSchema,
  versions: v.GenericSchema,
): RouteDescriptions {
  return {
    [`GET ${path}/versions`]: {
      summary: `Versions of a ${one}, the latest first`,
      permission: reads,
      answer: { status: 200, shape: versions },
    },
    [`GET ${path}/versions/{version}`]: {
      summary: `One version of a ${one}`,
      permission: reads,
      answer: { status: 200, shape: version },
    },
    [`DELETE ${path}/versions/{version}`]: {
      summary: `Drop a version of a ${one} that is open`,
      permission: writes,
      answer: { status: 204 },
    },
    [`GET ${path}/difference`]: {
      summary: `Where two versions of a ${one} differ`,
      permission: reads,
      answer: { status: 200, shape: differenceList },
    },
  };
}

function decisionRoutes(path: string, one: string, version: v.GenericSchema): RouteDescriptions {
  return {
    [`POST ${path}/submit`]: {
      summary: `Hand the draft of a ${one} to whoever approves`,
      permission: writes,
      body: submission,
      answer: { status: 200, shape: version },
    },
    [`POST ${path}/approve`]: {
      summary: `Approve a submitted version of a ${one}, as none of its authors`,
      permission: approves,
      body: approval,
      answer: { status: 200, shape: version },
    },
    [`POST ${path}/reject`]: {
      summary: `Send a submitted version of a ${one} back`,
      permission: approves,
      body: rejection,
      answer: { status: 200, shape: version },
    },
  };
}

function sheetRoutes(plural: string): RouteDescriptions {
  return {
    [`POST /api/imports/${plural}`]: {
      summary: `Make drafts of the rows of a spreadsheet of ${plural}`,
      permission: writes,
      body: csv,
      answer: { status: 200, shape: importReport },
    },
    [`GET /api/exports/${plural}`]: {
      summary: `The ${plural} in force as CSV, as an import takes it`,
      permission: reads,
      answer: { status: 200, shape: v.string() },
    },
  };
}

/** Products, locations and partners in versions; import and export. */
export const masterDataRoutes: RouteDescriptions = {
  ...routesOf({
    plural: 'products',
    id: 'gtin',
    one: 'product',
    content: product,
    item: productItem,
    page: productPage,
    version: productVersion,
    versions: productVersionPage,
  }),
  ...routesOf({
    plural: 'locations',
    id: 'gln',
    one: 'location',
    content: location,
    item: locationItem,
    page: locationPage,
    version: locationVersion,
    versions: locationVersionPage,
  }),
  ...routesOf({
    plural: 'partners',
    id: 'partner',
    one: 'partner',
    content: partner,
    item: partnerItem,
    page: partnerPage,
    version: partnerVersion,
    versions: partnerVersionPage,
  }),
  'POST /api/imports/lots': {
    summary: 'Order a lot for every row of a spreadsheet',
    permission: 'orders:write',
    body: csv,
    answer: { status: 200, shape: importReport },
  },
  'GET /api/exports/lots': {
    summary: 'Lots as CSV, as an import takes it',
    permission: 'orders:read',
    answer: { status: 200, shape: v.string() },
  },
  'POST /api/imports/epcis': {
    summary: 'Make drafts of the master data of an EPCIS document (XML or JSON)',
    permission: writes,
    body: v.pipe(v.string(), v.description('an EPCIS document with master data, 5 MB and 2,000 things at most')),
    answer: { status: 200, shape: importReport },
  },
  'GET /api/exports/epcis': {
    summary: 'Master data in force as EPCIS 2.0',
    permission: reads,
    answer: { status: 200, shape: v.string() },
  },
};
