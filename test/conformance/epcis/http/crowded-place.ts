import { jsonSample } from '../../../kit/epcis-samples.ts';
import type { EpcisServer } from '../../../kit/epcis-server.ts';

/** A place with more places inside than one query may look at. */
export async function crowded(server: EpcisServer): Promise<string> {
  const word = server.fresh('w');
  const id = (name: string) => `urn:example:place:${word}:${name}`;
  const many = (from: string, count: number) => Array.from({ length: count }, (_, i) => id(`${from}${i}`));
  const halls = many('h', 6);
  const elements = [
    { id: id('site'), children: halls },
    ...halls.map((hall, i) => ({ id: hall, children: many(`r${i}-`, 1800) })),
  ];
  const vocabularyList = [{ type: 'urn:epcglobal:epcis:vtype:BusinessLocation', vocabularyElementList: elements }];
  await server.capture(jsonSample([], { epcisHeader: { epcisMasterData: { vocabularyList } } }));
  return id('site');
}
