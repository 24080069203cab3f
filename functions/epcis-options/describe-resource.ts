import { limitHeaders } from '#common/epcis/capture-limits.ts';
import type { Resource, ResourceKind } from '#common/epcis/resources.ts';
import { versionHeaders, versionRange } from '#common/epcis-headers.ts';
import type { Endpoint } from '#common/http.ts';

/** Nothing is forgotten here, so a subscription may begin with the first event there can be. */
const EARLIEST = '1970-01-01T00:00:00.000Z';

/**
 * What may be done with a resource, and under which headers (EPCIS 2.0, REST binding, OPTIONS). Asked before a version is agreed on, so
 * no version is refused. `streamUrl`: where the events of named queries are streamed.
 */
export const describeResource =
  ({ methods, kind }: Resource, streamUrl: string | undefined): Endpoint =>
  async ({ path }) => ({
    status: 204,
    headers: {
      Allow: [...methods, 'OPTIONS'].join(', '),
      ...versionHeaders,
      ...versionRange,
      'GS1-EPC-Format': 'No_Preference',
      'GS1-CBV-XML-Format': 'No_Preference',
      'GS1-Extensions': 'cbvmda=urn:epcglobal:cbv:mda:',
      ...ofKind[kind],
      ...(kind === 'named-events' && streamUrl !== undefined && streamLink(streamUrl, path['queryName'] ?? '')),
    },
  });

const capture = { 'GS1-Capture-Error-Behaviour': 'all', ...limitHeaders };
const ofKind: Readonly<Record<ResourceKind, Readonly<Record<string, string>>>> = {
  plain: {},
  capture,
  events: {},
  'named-events': {},
  subscriptions: { 'GS1-Query-Min-Record-Time': EARLIEST },
};

const streamLink = (url: string, queryName: string) => ({
  Link: `<${url}?queryName=${encodeURIComponent(queryName)}>; rel="stream"`,
});
