import { describe, expect, test } from 'vitest';
import { anEvent } from '../../../test/kit/written-xml.ts';
import { beyond12 } from './beyond-12.ts';

describe('what a receiver of EPCIS 1.2 will not understand', () => {
  test('is nothing of an event with members of 1.2', () => {
    expect(
      beyond12(
        anEvent({
          eventID: 'urn:uuid:1',
          quantityList: [{ epcClass: 'urn:x:1' }],
          sourceList: [{ type: 'location', source: 'urn:x:1' }],
          errorDeclaration: { declarationTime: '2026-03-01T10:00:00Z' },
          'cbvmda:lotNumber': '1',
        }),
      ),
    ).toEqual([]);
    expect(beyond12(anEvent({ type: 'TransformationEvent' }))).toEqual([]);
  });

  test('is every member that came with 2.0', () => {
    expect(
      beyond12(
        anEvent({
          certificationInfo: ['urn:x:1'],
          persistentDisposition: { set: ['active'] },
          sensorElementList: [{ sensorReport: [{ type: 'Speed' }] }],
        }),
      ),
    ).toEqual(['sensorElementList', 'persistentDisposition', 'certificationInfo']);
  });

  test('is not a member that says nothing', () => {
    expect(beyond12(anEvent({ certificationInfo: [], sensorElementList: [], persistentDisposition: null }))).toEqual(
      [],
    );
  });

  test('is an association, and any event of somebody’s own type', () => {
    expect(beyond12(anEvent({ type: 'AssociationEvent', certificationInfo: 'urn:x:1' }))).toEqual([
      'AssociationEvent',
      'certificationInfo',
    ]);
    expect(beyond12(anEvent({ type: 'ex:Weighing' }))).toEqual(['ex:Weighing']);
  });
});
