// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation, not of JavaScript
import { describe, expect, test } from 'vitest';
import { resolve } from './resolve.ts';
import { noValue, type Scope } from './scope.ts';

const scope = (more: Partial<Scope> = {}): Scope => ({
  stack: 'stack',
  pseudo: { 'AWS::Region': 'us-east-1', 'AWS::StackName': 'stack' },
  parameters: new Map<string, string | string[]>([
    ['Name', 'ann'],
    ['List', ['a', 'b']],
  ]),
  mappings: { Sizes: { small: { units: 5, names: ['s'] } } },
  condition: (name) => name === 'Yes',
  resource: (logicalId, attribute) => (attribute === undefined ? `ref-${logicalId}` : `${logicalId}!${attribute}`),
  imported: (name) => `imported ${name}`,
  ...more,
});
const of = (value: unknown, more?: Partial<Scope>) => resolve(value, scope(more), 'stack/It');

describe('what intrinsics answer', () => {
  test.each([
    ['a parameter', { Ref: 'Name' }, 'ann'],
    ['a list parameter', { Ref: 'List' }, ['a', 'b']],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['a resource', { Ref: 'Table' }, 'ref-Table'],
    ['an attribute, spelt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'Table!Arn'],
    ['an attribute, spelt with a dot', { 'Fn::GetAtt': 'Table.Arn' }, 'Table!Arn'],
    ['an attribute with a dot in it', { 'Fn::GetAtt': 'Nested.Outputs.Url' }, 'Nested!Outputs.Url'],
    ['a join', { 'Fn::Join': [':', ['a', { Ref: 'Name' }, 3]] }, 'a:ann:3'],
    ['a join of a list parameter', { 'Fn::Join': ['-', { Ref: 'List' }] }, 'a-b'],
    ['a split', { 'Fn::Split': ['/', 'x/y'] }, ['x', 'y']],
    ['a selection', { 'Fn::Select': ['1', { 'Fn::Split': ['/', { Ref: 'Name' }] }] }, undefined],
    [
      'a substitution',
      { 'Fn::Sub': '${AWS::StackName}/${Name}/${Table}/${Table.Arn}/${!Name}' },
      'stack/ann/ref-Table/Table!Arn/${Name}',
    ],
    ['a substitution with its own names', { 'Fn::Sub': ['${a}-${Name}', { a: { Ref: 'Table' } }] }, 'ref-Table-ann'],
    ['the branch of a condition that holds', { 'Fn::If': ['Yes', 1, { Ref: 'Nothing' }] }, 1],
    ['the branch of a condition that does not', { 'Fn::If': ['No', 1, { Ref: 'Name' }] }, 'ann'],
    ['a number from a map', { 'Fn::FindInMap': ['Sizes', 'small', 'units'] }, 5],
    ['a list from a map', { 'Fn::FindInMap': ['Sizes', { 'Fn::Join': ['', ['sm', 'all']] }, 'names'] }, ['s']],
    ['an import', { 'Fn::ImportValue': { 'Fn::Sub': '${Name}:url' } }, 'imported ann:url'],
    ['base 64', { 'Fn::Base64': { Ref: 'Name' } }, 'YW5u'],
    ['equal', { 'Fn::Equals': [{ Ref: 'Name' }, 'ann'] }, true],
    ['equal as text', { 'Fn::Equals': [1, '1'] }, true],
    ['and', { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
    ['or', { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] }, true],
    ['not', { 'Fn::Not': [{ Condition: 'No' }] }, true],
  ])('%s', (name, value, wanted) => {
    if (name === 'a selection') expect(() => of(value)).toThrow('stack/It/Fn::Select: there is no item 1');
    else expect(of(value)).toEqual(wanted);
  });

  test('they are answered wherever they stand', () => {
    expect(of({ a: [{ b: { Ref: 'Name' } }, true, null, 4] })).toEqual({ a: [{ b: 'ann' }, true, null, 4] });
  });

  test('a member or item without value is left out', () => {
    const none = { Ref: 'AWS::NoValue' };
    expect(of({ a: none, b: [1, none, { 'Fn::If': ['No', 2, none] }], c: { d: none } })).toEqual({ b: [1], c: {} });
    expect(of(none)).toBe(noValue);
  });

  test('the condition of a policy statement is none of them', () => {
    const statement = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    expect(of(statement)).toEqual(statement);
  });
});

describe('what cannot be answered is told with its place', () => {
  test.each([
    [{ a: [{ 'Fn::Cidr': ['10.0.0.0/8', 1, 1] }] }, 'stack/It/a/0: Fn::Cidr is not known locally'],
    [{ a: { Ref: 'AWS::Unheard' } }, 'stack/It/a: the pseudo parameter AWS::Unheard is not known locally'],
    [{ b: { 'Fn::Join': ['', 'text'] } }, 'stack/It/b/Fn::Join: wants a list'],
    [{ b: { 'Fn::Join': ['', [{ Ref: 'List' }]] } }, 'stack/It/b/Fn::Join: wants text, got ["a","b"]'],
    [{ 'Fn::FindInMap': ['Sizes', 'large', 'units'] }, 'no mapping Sizes/large/units'],
    [{ 'Fn::GetAtt': ['Table'] }, 'stack/It/Fn::GetAtt: wants a resource and an attribute'],
    ['{{resolve:ssm:x}}', 'stack/It: dynamic references'],
  ])('%j', (value, message) => {
    expect(() => of(value)).toThrow(message);
  });
});
