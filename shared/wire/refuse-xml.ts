import { type Refusal, type RefusalCode, refuse } from '../refusal.ts';
import { columnOf, lineOf, type XmlPlace } from './xml-place.ts';

/** What more a refusal may say. `path` leads to the element, such as `/EPCISBody/EventList`. */
export interface XmlFault {
  readonly path?: string;
  readonly rule?: string;
  readonly remedy?: string;
}

/** The refusal for a fault at a place of an XML text: `at` is `line:column path`. */
export function refuseXml(refused: RefusalCode, detail: string, at: XmlPlace, fault: XmlFault = {}): Refusal {
  const [line, column] = [lineOf(at), columnOf(at)];
  const { path = '', rule = 'XML 1.0', remedy } = fault;
  const where = { at: path === '' ? `${line}:${column}` : `${line}:${column} ${path}`, line, column };
  return refuse(refused, detail, { ...where, rule, ...(remedy === undefined ? {} : { remedy }) });
}
