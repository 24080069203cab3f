import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.ts';
import { refuseXml } from '../../wire/refuse-xml.ts';
import { QUERY_RULE } from '../query-parameters.ts';
import { queryIn } from '../xml/read-query-message.ts';
import type { Built } from '../xml/read-tree.ts';
import { truthOf } from '../xml/read-values.ts';
import type { SoapControls, SoapOperation } from './operation.ts';

const bare = {
  GetQueryNames: 'getQueryNames',
  GetStandardVersion: 'getStandardVersion',
  GetVendorVersion: 'getVendorVersion',
} as const;

const isBare = (local: string): local is keyof typeof bare => Object.hasOwn(bare, local);

/** The operation that an element of the query interface asks for. */
export function operationIn(built: Built): SoapOperation | Refusal {
  const { local } = built.name;
  if (isBare(local)) return { is: bare[local] };
  if (local === 'Poll') {
    const query = queryIn(built);
    return isRefusal(query) ? query : { is: 'poll', query };
  }
  const tree = isJsonObject(built.tree) ? built.tree : {};
  const missing = (required[local] ?? []).find((name) => tree[name] === undefined || tree[name] === '');
  if (missing !== undefined) return refusedAt(built, `<${missing}> is missing`);
  if (local === 'Unsubscribe') return { is: 'unsubscribe', subscriptionID: textOf(tree['subscriptionID']) };
  if (local === 'GetSubscriptionIDs') return { is: 'getSubscriptionIDs', queryName: textOf(tree['queryName']) };
  if (local === 'Subscribe') return subscribeIn(built, tree);
  return refuse('unsupported', `${local} is nothing that can be asked`, {
    rule: QUERY_RULE,
    remedy:
      'send Poll, Subscribe, Unsubscribe, GetSubscriptionIDs, GetQueryNames, GetStandardVersion or GetVendorVersion',
  });
}

const required: Readonly<Record<string, readonly string[]>> = {
  Subscribe: ['queryName', 'params', 'dest', 'controls', 'subscriptionID'],
  Unsubscribe: ['subscriptionID'],
  GetSubscriptionIDs: ['queryName'],
};

function subscribeIn(built: Built, tree: JsonObject): SoapOperation | Refusal {
  const query = queryIn(built);
  if (isRefusal(query)) return query;
  const controls = controlsIn(tree['controls']);
  if (isRefusal(controls)) return controls;
  const [dest, subscriptionID] = [textOf(tree['dest']), textOf(tree['subscriptionID'])];
  return { is: 'subscribe', query, dest, controls, subscriptionID };
}

const CONTROLS_RULE = 'EPCIS 1.2 §8.2.5.3 SubscriptionControls';

function controlsIn(controls: Json | undefined): SoapControls | Refusal {
  const { schedule, trigger, initialRecordTime, reportIfEmpty } = isJsonObject(controls ?? '') ? Object(controls) : {};
  const truth = truthOf(textOf(reportIfEmpty));
  if (truth === undefined)
    return refuse('bad-subscription', 'reportIfEmpty is neither true nor false', {
      at: '/controls/reportIfEmpty',
      rule: CONTROLS_RULE,
      remedy: 'say whether empty results are to be delivered',
    });
  const fields = isJsonObject(schedule ?? '') ? Object.entries(Object(schedule)) : [];
  return {
    ...(schedule !== undefined && {
      schedule: Object.fromEntries(fields.map(([name, value]) => [name, String(value)])),
    }),
    ...(trigger !== undefined && { trigger: textOf(trigger) }),
    ...(initialRecordTime !== undefined && { initialRecordTime: textOf(initialRecordTime) }),
    reportIfEmpty: truth === true,
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const refusedAt = ({ spot }: Built, detail: string): Refusal =>
  refuseXml('malformed', detail, spot.at, { path: spot.path, rule: QUERY_RULE });
