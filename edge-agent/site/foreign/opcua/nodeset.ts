import { type EnumName, enums, MODEL, NAMESPACE, type StructureName, structures, type TypeName } from './data-types.ts';
import { type Method, type ObjectTypeModel, objectTypes, stream, streamMethods } from './nodes.ts';

/** Nodes of OPC UA itself (OPC 10000-6 annex A). */
const ua = {
  UInt32: 'i=7',
  String: 'i=12',
  NodeId: 'i=17',
  BaseDataType: 'i=24',
  structure: 'i=22',
  enumeration: 'i=29',
  duration: 'i=290',
  argument: 'i=296',
  enumValue: 'i=7594',
  baseObject: 'i=58',
  property: 'i=68',
  encoding: 'i=76',
  mandatory: 'i=78',
  optional: 'i=80',
  temporaryFiles: 'i=15744',
} as const;

const own = (id: number): string => `ns=1;i=${id}`;
const isEnum = (name: TypeName): name is EnumName => Object.hasOwn(enums, name);
const isStructure = (name: TypeName): name is StructureName => Object.hasOwn(structures, name);

function typeId(name: TypeName): string {
  if (isEnum(name)) return own(enums[name].id);
  if (isStructure(name)) return own(structures[name].id);
  return ua[name];
}

const reference = (type: string, to: string, forward = true): string =>
  `<Reference ReferenceType="${type}"${forward ? '' : ' IsForward="false"'}>${to}</Reference>`;

function node(tag: string, id: number, name: string, attributes: string, references: string, rest = ''): string {
  const bare = name.replace(/^1:/, '');
  return `<${tag} NodeId="${own(id)}" BrowseName="${name}"${attributes}><DisplayName>${bare}</DisplayName><References>${references}</References>${rest}</${tag}>`;
}

const rank = (many: boolean | undefined): string => (many ? ' ValueRank="1" ArrayDimensions="0"' : '');
const rule = (optional: boolean | undefined): string => reference('i=37', optional ? ua.optional : ua.mandatory);

const extension = (type: string, body: string): string =>
  `<ExtensionObject xmlns="http://opcfoundation.org/UA/2008/02/Types.xsd"><TypeId><Identifier>${type}</Identifier></TypeId><Body>${body}</Body></ExtensionObject>`;
const list = (items: readonly string[]): string =>
  `<Value><ListOfExtensionObject xmlns="http://opcfoundation.org/UA/2008/02/Types.xsd">${items.join('')}</ListOfExtensionObject></Value>`;

function enumNodes(name: EnumName): string {
  const { id, values, names } = enums[name];
  const fields = names.map((field, value) => `<Field Name="${field}" Value="${value}"/>`).join('');
  const items = names.map((field, value) =>
    extension(
      'i=7616',
      `<EnumValueType><Value>${value}</Value><DisplayName><Text>${field}</Text></DisplayName><Description/></EnumValueType>`,
    ),
  );
  const type = reference('i=46', own(values)) + reference('i=45', ua.enumeration, false);
  const property = reference('i=46', own(id), false) + rule(false) + reference('i=40', ua.property);
  return (
    node('UADataType', id, `1:${name}`, '', type, `<Definition Name="1:${name}">${fields}</Definition>`) +
    node(
      'UAVariable',
      values,
      'EnumValues',
      ` ParentNodeId="${own(id)}" DataType="${ua.enumValue}" ValueRank="1" ArrayDimensions="${names.length}"`,
      property,
      list(items),
    )
  );
}

function structureNodes(name: StructureName): string {
  const { id, binary, base, isAbstract, fields } = structures[name];
  const parent = base === undefined ? ua.structure : typeId(base);
  const definition = fields
    .map(
      ({ name, type, many, optional }) =>
        `<Field Name="${name}" DataType="${typeId(type)}"${rank(many)}${optional ? ' IsOptional="true"' : ''}/>`,
    )
    .join('');
  return (
    node(
      'UADataType',
      id,
      `1:${name}`,
      isAbstract ? ' IsAbstract="true"' : '',
      reference('i=45', parent, false) + reference('i=38', own(binary)),
      `<Definition Name="1:${name}">${definition}</Definition>`,
    ) +
    node(
      'UAObject',
      binary,
      'Default Binary',
      ' SymbolicName="DefaultBinary"',
      reference('i=38', own(id), false) + reference('i=40', ua.encoding),
    )
  );
}

function argumentsNode(id: number, of: number, name: string, fields: Method['inputs']): string {
  const items = fields.map(({ name, type, many }) =>
    extension(
      'i=297',
      `<Argument><Name>${name}</Name><DataType><Identifier>${typeId(type)}</Identifier></DataType><ValueRank>${many ? 1 : -1}</ValueRank><ArrayDimensions>${many ? '<UInt32>0</UInt32>' : ''}</ArrayDimensions><Description/></Argument>`,
    ),
  );
  const at = ` ParentNodeId="${own(of)}" DataType="${ua.argument}" ValueRank="1" ArrayDimensions="${fields.length}"`;
  const references = reference('i=46', own(of), false) + rule(false) + reference('i=40', ua.property);
  return node('UAVariable', id, name, at, references, list(items));
}

function methodNodes(name: string, method: Method, of: number, optional = true): string {
  const { id, inputs, outputs, argumentIds: [first, second] = [id + 1, id + 2] } = method;
  const references =
    reference('i=46', own(first)) + reference('i=46', own(second)) + rule(optional) + reference('i=47', own(of), false);
  return (
    node('UAMethod', id, name, ` ParentNodeId="${own(of)}"`, references) +
    argumentsNode(first, id, 'InputArguments', inputs) +
    argumentsNode(second, id, 'OutputArguments', outputs)
  );
}

function objectTypeNodes(name: string, { id, methods, properties, all }: ObjectTypeModel): string {
  const children = properties.map((one) =>
    node(
      'UAVariable',
      one.id,
      `1:${one.name}`,
      ` ParentNodeId="${own(id)}" DataType="${typeId(one.type)}"${rank(one.many)}`,
      reference('i=46', own(id), false) + rule(one.optional) + reference('i=40', ua.property),
    ),
  );
  return (
    node('UAObjectType', id, `1:${name}`, '', reference('i=45', ua.baseObject, false)) +
    children.join('') +
    Object.entries(methods)
      .map(([name, method]) => methodNodes(`1:${name}`, method, id, all !== true))
      .join('')
  );
}

/** EPCISStream in the event manager's type: a transfer by temporary files (OPC 10000-20 §4.4). */
function streamNodes(): string {
  const { id, timeout } = stream;
  const of = own(objectTypes.OPENSCSEventManagerObjectType.id);
  const object = reference('i=47', of, false) + rule(true) + reference('i=40', ua.temporaryFiles);
  const property = reference('i=46', own(id), false) + rule(false) + reference('i=40', ua.property);
  const methods = Object.entries<Method>(streamMethods).map(([name, method]) => methodNodes(name, method, id, false));
  return (
    node('UAObject', id, '1:EPCISStream', ` ParentNodeId="${of}"`, object) +
    node(
      'UAVariable',
      timeout,
      'ClientProcessingTimeout',
      ` ParentNodeId="${own(id)}" DataType="${ua.duration}"`,
      property,
    ) +
    methods.join('')
  );
}

/**
 * The information model of OPC 30260 as a nodeset document: data types, methods and object types, under the node ids that the standard gives
 * them. Instances are made by whoever loads it.
 */
export function openScsNodeset(): string {
  const { version, published } = MODEL;
  const parts = [
    ...[...keysOf(enums)].map(enumNodes),
    ...[...keysOf(structures)].map(structureNodes),
    ...Object.entries<ObjectTypeModel>(objectTypes).map(([name, type]) => objectTypeNodes(name, type)),
    streamNodes(),
  ];
  return `<?xml version="1.0" encoding="utf-8"?><UANodeSet xmlns="http://opcfoundation.org/UA/2011/03/UANodeSet.xsd"><NamespaceUris><Uri>${NAMESPACE}</Uri></NamespaceUris><Models><Model ModelUri="${NAMESPACE}" Version="${version}" PublicationDate="${published}"><RequiredModel ModelUri="http://opcfoundation.org/UA/" Version="1.04.3" PublicationDate="2019-09-09T00:00:00Z"/></Model></Models>${parts.join('')}</UANodeSet>`;
}

function* keysOf<K extends string>(record: Readonly<Record<K, unknown>>): Generator<K> {
  for (const key in record) yield key;
}
