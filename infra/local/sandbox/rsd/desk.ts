import type { Element } from '../nmvs/read-soap.ts';
import type { Stakeholder } from '../owned-world.ts';
import { errorCodes } from './codes.ts';
import { detailOf, statesOf, type Taking, takeList } from './lists.ts';
import { Fault, readEnvelope, readList } from './read-request.ts';
import { listServices, packServiceOf } from './services.ts';
import { element } from './write-soap.ts';

const textOf = (request: Element, local: string) => request.children.find((one) => one.local === local)?.text ?? '';

/** Answers a request of a service. @throws Fault */
export function answerTo(
  taking: Taking,
  stakeholders: readonly Stakeholder[],
  who: string,
  service: string,
  text: string,
): string[] {
  const request = readEnvelope(text, service);
  const { act } = listServices[packServiceOf(service)] ?? {};
  if (act !== undefined) return takeList(taking, act, who, readList(request, service));
  switch (service) {
    case 'CheckStatusService':
      return statesOf(taking.world, who, readList(request, service).packs);
    case 'DispatchDetailService':
      return detailOf(taking.world, who, textOf(request, 'DISPATCHNOTIFICATIONID'));
    case 'AcceptDispatchService':
      return acceptAll(taking, who, textOf(request, 'DISPATCHNOTIFICATIONID'));
    case 'PackageUploadService':
      return upload(taking, who, textOf(request, 'TOGLN'), textOf(request, 'FILE'));
    case 'PackageDownloadService':
      return download(taking, who, textOf(request, 'TRANSFERID'));
    case 'PackageQueryService':
      return query(taking, who, request);
    default:
      return lookUp(service, stakeholders);
  }
}

function acceptAll(taking: Taking, who: string, id: string): string[] {
  const found = taking.world.told.get(id);
  if (found?.act !== 'dispatch' || found.party !== who) throw new Fault('80202', `no dispatch ${id}`);
  return takeList(taking, 'accept', who, { party: found.who, packs: found.packs, lines: [] });
}

/** A file goes through as it is: nobody here looks into it. */
function upload({ world, take, now, isKnown }: Taking, from: string, to: string, file: string): string[] {
  if (!isKnown(to)) throw new Fault('80204', `no stakeholder ${to}`);
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(file)) throw new Fault('80202', 'FILE is no base64');
  const id = String(900_000_001 + world.parcels.size);
  take({ kind: 'package', at: now(), id, from, to, file });
  return [element('TRANSFERID', id)];
}

function download({ world, take, now }: Taking, who: string, id: string): string[] {
  const parcel = world.parcels.get(id);
  if (parcel?.to !== who) throw new Fault('80202', `no package ${id}`);
  take({ kind: 'fetched', at: now(), id });
  return [element('FILE', parcel.file)];
}

function query({ world }: Taking, who: string, request: Element): string[] {
  const [from, all, start, end] = ['FROMGLN', 'GETALL', 'STARTDATE', 'ENDDATE'].map((name) => textOf(request, name));
  const found = [...world.parcels.values()].filter((one) => {
    const day = new Date(one.at).toISOString().slice(0, 10);
    const isOurs = one.to === who && (from === '' || one.from === from) && (all === 'true' || !one.fetched);
    return isOurs && day >= (start || day) && day <= (end || day);
  });
  return [
    element(
      'TRANSFERLIST',
      found.map(({ id }) => element('TRANSFERID', id)),
    ),
  ];
}

function lookUp(service: string, stakeholders: readonly Stakeholder[]): string[] {
  switch (service) {
    case 'ErrorCodeListService':
      return [
        element(
          'ERRORCODELIST',
          Object.entries(errorCodes).map(([code, message]) =>
            element('ERRORCODE', [element('CODE', code), element('MESSAGE', message)]),
          ),
        ),
      ];
    case 'StakeholderListService':
      return [
        element(
          'STAKEHOLDERLIST',
          stakeholders.map(({ gln, name }) => element('STAKEHOLDER', [element('GLN', gln), element('NAME', name)])),
        ),
      ];
    case 'CountryListService':
      return [
        element(
          'COUNTRYLIST',
          ['AE', 'BH', 'KW', 'SA'].map((code) => element('COUNTRYCODE', code)),
        ),
      ];
    case 'CityListService':
      return [
        element(
          'CITYLIST',
          ['Riyadh', 'Jeddah'].map((city) => element('CITY', city)),
        ),
      ];
    default:
      return [element('DRUGLIST', [])];
  }
}
